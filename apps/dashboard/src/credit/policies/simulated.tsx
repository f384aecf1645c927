/** The result of a simulation: what moved, at what loss, for whom, and how sure that is. */
import { NativeSelect } from '@mantine/core'
import { type DecisionOutcome, decisionOutcomes, type PolicySimulation } from '@pratibimba/contract'
import {
  type ChartTheme,
  formatCount,
  formatShare,
  formatSigned,
  simulatedApprovalsChart,
} from '@pratibimba/reports/charts'
import { useCallback, useState } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { amountWord, fieldWord, outcomeWords } from '../parts/credit-words.ts'
import policies from './policies.module.css'
import classes from './simulated.module.css'

export function Simulated({ simulation }: { simulation: PolicySimulation }) {
  const { candidate, present, warnings, from, to } = simulation
  if (candidate.rates.applications === 0)
    return (
      <Panel>
        <EmptyState title="No application fits">
          No recorded application lies in this time. A longer time shows more.
        </EmptyState>
      </Panel>
    )
  const points = (part: 'approved' | 'review' | 'rejected') =>
    `${formatShare(present.rates[part])} by version ${present.version}, ${formatSigned((candidate.rates[part] - present.rates[part]) * 100, 1)} points`
  return (
    <PanelStack>
      {warnings.length > 0 && (
        <Notice kind="caution" title="What limits this simulation">
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div>
        <p className="muted" style={{ marginBottom: 8 }}>
          {formatCount(candidate.rates.applications)} applications
          {from !== null && to !== null && `, ${from.slice(0, 10)} to ${to.slice(0, 10)}`}. Version{' '}
          {candidate.version} beside version {present.version}, which is in force.
        </p>
        <FigureTiles columns={4}>
          <FigureTile
            label="Approved"
            figure={formatShare(candidate.rates.approved)}
            note={points('approved')}
          />
          <FigureTile
            label="To a person"
            figure={formatShare(candidate.rates.review)}
            note={points('review')}
          />
          <FigureTile
            label="Rejected"
            figure={formatShare(candidate.rates.rejected)}
            note={points('rejected')}
          />
          <FigureTile
            label="Expected loss"
            figure={amountWord(Math.round(candidate.rates.expected_loss))}
            note={`${amountWord(Math.round(present.rates.expected_loss))} by version ${present.version}; on ${amountWord(Math.round(candidate.rates.amount_approved))} approved`}
          />
        </FigureTiles>
      </div>
      <PanelGrid>
        <PanelStack>
          <Moved simulation={simulation} />
          <Fairness simulation={simulation} />
        </PanelStack>
        <PanelStack>
          <Segments simulation={simulation} />
          <Fired simulation={simulation} />
        </PanelStack>
      </PanelGrid>
    </PanelStack>
  )
}

function Moved({ simulation: { moved, candidate, present } }: { simulation: PolicySimulation }) {
  const count = (from: DecisionOutcome, to: DecisionOutcome) =>
    moved.find((one) => one.from === from && one.to === to)?.applications ?? 0
  const changed = moved
    .filter(({ from, to }) => from !== to)
    .reduce((sum, { applications }) => sum + applications, 0)
  return (
    <Panel
      title={`${formatCount(changed)} ${changed === 1 ? 'application moves' : 'applications move'}`}
      description={`Rows: version ${present.version}, in force. Columns: version ${candidate.version}.`}
    >
      <Scrollable name="Moved applications">
        <table className={classes.matrix}>
          <thead>
            <tr>
              <td />
              {decisionOutcomes.map((to) => (
                <th key={to} scope="col">
                  {outcomeWords[to]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {decisionOutcomes.map((from) => (
              <tr key={from}>
                <th scope="row">{outcomeWords[from]}</th>
                {decisionOutcomes.map((to) => (
                  <td
                    key={to}
                    data-same={from === to || undefined}
                    data-moved={(from !== to && count(from, to) > 0) || undefined}
                  >
                    {formatCount(count(from, to))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

function Segments({ simulation: { segments } }: { simulation: PolicySimulation }) {
  const cuts = [...new Set(segments.map(({ by }) => by))]
  const [chosen, setChosen] = useState<string>()
  const cut = chosen !== undefined && cuts.includes(chosen) ? chosen : cuts[0]
  const draw = useCallback(
    (theme: ChartTheme) =>
      simulatedApprovalsChart(
        theme,
        segments
          .filter(({ by }) => by === cut)
          .map(({ segment, candidate, present }) => ({
            name: fieldWord(segment),
            applications: candidate.applications,
            candidate: candidate.approved,
            present: present.approved,
          })),
      ),
    [segments, cut],
  )
  return (
    <ChartPanel
      subject="Approved, by segment"
      draw={draw}
      choice={
        <NativeSelect
          size="xs"
          aria-label="Cut by"
          value={cut}
          data={cuts.map((value) => ({ value, label: fieldWord(value) }))}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      }
      legend={
        <>
          <span className={classes.legend}>In force</span>
          <span className={classes.legend} data-side="candidate">
            Candidate
          </span>
        </>
      }
    />
  )
}

function Fairness({ simulation: { fairness } }: { simulation: PolicySimulation }) {
  const write = (share: number | null) => (share === null ? '–' : formatShare(share))
  return (
    <Panel
      flush
      title="Fairness"
      description="Shares approved by group, and the candidate's ratio to the group approved most; under 0.8 the four-fifths rule asks for an explanation."
    >
      {fairness.length === 0 ? (
        <EmptyState title="No groups are known">
          Applications carry nothing to group people by, or the groups are too small.
        </EmptyState>
      ) : (
        <Scrollable name="Fairness by group">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col" data-align="right">
                  Applications
                </th>
                <th scope="col" data-align="right">
                  In force
                </th>
                <th scope="col" data-align="right">
                  Candidate
                </th>
                <th scope="col" data-align="right">
                  Ratio
                </th>
              </tr>
            </thead>
            <tbody>
              {fairness.map((one) => (
                <tr key={`${one.attribute}/${one.group}`}>
                  <td>
                    {fieldWord(one.attribute)}: {one.group}
                  </td>
                  <td data-align="right">{formatCount(one.applications)}</td>
                  <td data-align="right">{write(one.approved_present)}</td>
                  <td data-align="right">{write(one.approved_candidate)}</td>
                  <td data-align="right">
                    {one.four_fifths === null ? (
                      '–'
                    ) : one.four_fifths < 0.8 ? (
                      <strong className={policies.failed}>{one.four_fifths.toFixed(2)} low</strong>
                    ) : (
                      one.four_fifths.toFixed(2)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}

function Fired({ simulation: { rules, candidate } }: { simulation: PolicySimulation }) {
  const { applications } = candidate.rates
  const often = rules.toSorted((a, b) => b.fired - a.fired)
  return (
    <Panel
      flush
      title="Rules that fired"
      description={`Of version ${candidate.version}, the most frequent first.`}
    >
      <Scrollable name="How often each rule fired" style={{ maxHeight: 420 }}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Stage</th>
              <th scope="col" data-align="right">
                Applications
              </th>
              <th scope="col" data-align="right">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {often.map(({ stage, rule, fired }) => (
              <tr key={`${stage}/${rule}`}>
                <td>
                  <code>{rule}</code>
                </td>
                <td className="muted">{stage}</td>
                <td data-align="right">{formatCount(fired)}</td>
                <td data-align="right">{formatShare(fired / applications)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}
