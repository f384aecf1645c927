/** Two versions beside each other: figures, importance, calibration, gates. */
import { NativeSelect } from '@mantine/core'
import type { CreditModel, GateResult, Operations, ReplyOf } from '@pratibimba/contract'
import {
  type ChartTheme,
  comparedCalibrationChart,
  comparedImportanceChart,
  formatCount,
  formatSigned,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { creditModelQuery, creditModelsQuery, mostListed } from '../../api/governance-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { GateSign, StageSign, stageWord } from '../parts/sign.tsx'
import classes from './credit-models.module.css'
import { type ComparedMetric, readCalibration, readImportance, readMetrics } from './report-reading.ts'

const route = getRouteApi('/credit-models')
type ModelFile = ReplyOf<Operations['getCreditModel']>

export function CompareModels() {
  const { data, error, refetch } = useQuery(creditModelsQuery({ limit: mostListed }))
  if (data === undefined)
    return (
      <Panel>
        {error === null ? <Loading rows={8} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  if (data.models.length < 2)
    return (
      <Panel>
        <EmptyState title="There are not two versions to compare">Every training adds one.</EmptyState>
      </Panel>
    )
  return <Choice models={data.models} />
}

function Choice({ models }: { models: readonly CreditModel[] }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const champion = models.find(({ stage }) => stage === 'champion') ?? models[1]!
  const b = search.b ?? champion.version
  const a = search.a ?? (models.find(({ version }) => version !== b) ?? models[0]!).version
  const choice = (name: 'a' | 'b', label: string, value: string) => (
    <NativeSelect
      aria-label={label}
      value={value}
      data={[
        ...models.map(({ version, stage }) => ({
          value: version,
          label: `${version}, ${stageWord(stage).toLowerCase()}`,
        })),
        ...(models.some(({ version }) => version === value) ? [] : [{ value, label: value }]),
      ]}
      onChange={({ currentTarget }) =>
        navigate({
          search: (before) => ({ ...before, [name]: currentTarget.value }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
  return (
    <PanelStack>
      <FilterBar>
        {choice('a', 'This version', a)}
        <span className={classes.against}>against</span>
        {choice('b', 'Other version', b)}
      </FilterBar>
      {a === b ? (
        <Panel>
          <EmptyState title="Both are the same version">Choose another one to compare it with.</EmptyState>
        </Panel>
      ) : (
        <Two a={a} b={b} />
      )}
    </PanelStack>
  )
}

function Two({ a, b }: { a: string; b: string }) {
  const [one, other] = [useQuery(creditModelQuery(a)), useQuery(creditModelQuery(b))]
  const failed = one.error !== null ? one : other.error !== null ? other : undefined
  if (failed !== undefined && failed.data === undefined)
    return <ProblemNotice error={failed.error} onRetry={failed.refetch} />
  if (one.data === undefined || other.data === undefined)
    return (
      <Panel>
        <Loading rows={8} />
      </Panel>
    )
  return <Compared one={one.data} other={other.data} />
}

function Compared({ one, other }: { one: ModelFile; other: ModelFile }) {
  const importance = useCallback(
    (theme: ChartTheme) =>
      comparedImportanceChart(
        theme,
        { version: one.model.version, importance: readImportance(one.reports) },
        { version: other.model.version, importance: readImportance(other.reports) },
      ),
    [one, other],
  )
  const calibration = useCallback(
    (theme: ChartTheme) =>
      comparedCalibrationChart(
        theme,
        { version: one.model.version, bins: readCalibration(one.reports) },
        { version: other.model.version, bins: readCalibration(other.reports) },
      ),
    [one, other],
  )
  const legend = (
    <>
      <span className={classes.key} data-side="first">
        {one.model.version}
      </span>
      <span className={classes.key}>{other.model.version}</span>
    </>
  )
  return (
    <>
      <Figures one={one} other={other} />
      <PanelGrid>
        <ChartPanel subject="Importance" draw={importance} legend={legend} />
        <ChartPanel subject="Calibration" draw={calibration} legend={legend} />
      </PanelGrid>
      <Gates one={one.model} other={other.model} />
    </>
  )
}

/** Metrics of which less is better. */
const lessIsBetter = new Set(['Brier score', 'Log loss'])

function Figures({ one, other }: { one: ModelFile; other: ModelFile }) {
  const [mine, theirs] = [metricsOf(one), metricsOf(other)]
  const names = [...new Set([...mine.keys(), ...theirs.keys()])]
  const better = (name: string, difference: number) =>
    difference === 0 ? 'equal' : difference > 0 !== lessIsBetter.has(name) ? 'better' : 'worse'
  return (
    <Panel
      flush
      title="Figures"
      description="Each on the rows of its own evaluation, with 95% intervals; two versions of different data are held against different rows."
    >
      <Scrollable name="Figures of both versions">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" data-align="right">
                {one.model.version}
              </th>
              <th scope="col" data-align="right">
                {other.model.version}
              </th>
              <th scope="col" data-align="right">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>Stage</td>
              {[one, other].map(({ model: { version, stage } }) => (
                <td key={version} data-align="right">
                  <StageSign stage={stage} />
                </td>
              ))}
              <td />
            </tr>
            <tr>
              <td>Applications learnt from</td>
              {[one, other].map(({ model: { version, rows } }) => (
                <td key={version} data-align="right">
                  {formatCount(rows)}
                </td>
              ))}
              <td />
            </tr>
            {names.map((name) => {
              const [left, right] = [mine.get(name), theirs.get(name)]
              const difference = left && right ? left.value - right.value : undefined
              return (
                <tr key={name}>
                  <td>{name}</td>
                  <td data-align="right">{write(left)}</td>
                  <td data-align="right">{write(right)}</td>
                  <td data-align="right">
                    {difference === undefined
                      ? '–'
                      : `${formatSigned(difference, 4)}, ${better(name, difference)}`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

/** Of the evaluation; what the registry itself knows where that has none. */
function metricsOf({ model, reports }: ModelFile): ReadonlyMap<string, ComparedMetric> {
  const { auc, brier } = model
  const known: ComparedMetric[] = [
    ...(auc === null ? [] : [{ name: 'AUC', ...auc }]),
    ...(brier === null ? [] : [{ name: 'Brier score', value: brier }]),
    ...readMetrics(reports),
  ]
  return new Map(known.map((metric) => [metric.name, metric]))
}

function write(metric: ComparedMetric | undefined): string {
  if (metric === undefined) return '–'
  const { value, low, high } = metric
  return low === undefined || high === undefined
    ? value.toFixed(4)
    : `${value.toFixed(4)} (${low.toFixed(4)} – ${high.toFixed(4)})`
}

function Gates({ one, other }: { one: CreditModel; other: CreditModel }) {
  const titles = new Map([...one.gates, ...other.gates].map(({ id, title }) => [id, title]))
  const gateOf = ({ gates }: CreditModel, id: string) => gates.find((gate) => gate.id === id)
  return (
    <Panel flush title="Gates">
      <Scrollable name="Gates of both versions">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Gate</th>
              <th scope="col">{one.version}</th>
              <th scope="col">{other.version}</th>
            </tr>
          </thead>
          <tbody>
            {[...titles].map(([id, title]) => (
              <tr key={id}>
                <td data-wrap>{title}</td>
                <td>
                  <Gate gate={gateOf(one, id)} />
                </td>
                <td>
                  <Gate gate={gateOf(other, id)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

function Gate({ gate }: { gate: GateResult | undefined }) {
  if (gate === undefined) return <span className="muted">– not asked</span>
  return <GateSign passed={gate.passed} overridden={gate.overridden_by !== null} />
}
