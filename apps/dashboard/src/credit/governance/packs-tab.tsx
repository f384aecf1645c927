/** Rule packs by regulator: what each asks, whether it is met, and by what evidence. */
import { NativeSelect } from '@mantine/core'
import { type ComplianceReport, type RulePack, type Verdict, verdicts } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { complianceQuery, creditModelsQuery, mostListed } from '../../api/governance-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { ChoiceFilter, FilterBar } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PackSign, stageWord, VerdictSign, verdictWord } from '../parts/sign.tsx'
import { EvidenceList } from './evidence-list.tsx'
import classes from './governance.module.css'
import { byRegulator, countVerdicts } from './verdict-counts.ts'

const route = getRouteApi('/governance')

export function PacksTab() {
  const { version } = route.useSearch()
  const { data, error, refetch } = useQuery(complianceQuery({ model_version: version }))
  return (
    <PanelStack>
      <PackFilters />
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={10} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <>
          {error !== null && <ProblemNotice error={error} onRetry={refetch} />}
          <Packs report={data} />
        </>
      )}
    </PanelStack>
  )
}

function PackFilters() {
  const { version, verdict } = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useQuery(creditModelsQuery({ limit: mostListed }))
  const known = version === undefined || data?.models.some((model) => model.version === version)
  return (
    <FilterBar>
      <NativeSelect
        aria-label="Version"
        value={version ?? ''}
        data={[
          { value: '', label: 'The champion' },
          ...(data?.models.map((model) => ({
            value: model.version,
            label: `${model.version}, ${stageWord(model.stage).toLowerCase()}`,
          })) ?? []),
          ...(known ? [] : [{ value: version!, label: version! }]),
        ]}
        onChange={({ currentTarget: { value } }) =>
          navigate({
            search: (before) => ({ ...before, version: value || undefined }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <ChoiceFilter
        label="Verdict"
        everything="Every verdict"
        value={verdict}
        choices={verdicts.map((one) => ({ value: one, label: verdictWord(one) }))}
        onChange={(one) =>
          navigate({ search: (before) => ({ ...before, verdict: one }), replace: true, resetScroll: false })
        }
      />
    </FilterBar>
  )
}

function Packs({ report }: { report: ComplianceReport }) {
  const { verdict } = route.useSearch()
  const { packs, model_version, policy_version, assessed_at } = report
  // What is history or only drafted asks nothing yet: it stands below, and counts for nothing.
  const counts = countVerdicts(packs.filter(({ status }) => status === 'in_force'))
  const checks = counts.met + counts.not_met + counts.needs_a_person
  const tile = (one: Verdict, note: string) => (
    <FigureTile
      label={verdictWord(one)}
      figure={formatCount(counts[one])}
      note={note}
      active={verdict === one}
      to={{ to: '/governance', search: ((before: object) => ({ ...before, verdict: one })) as never }}
    />
  )
  if (packs.length === 0)
    return (
      <Panel>
        <EmptyState title="No rule pack">The registry of rule packs is empty.</EmptyState>
      </Panel>
    )
  const shown = byRegulator(
    verdict === undefined
      ? packs
      : packs
          .map((pack) => ({ ...pack, checks: pack.checks.filter((check) => check.verdict === verdict) }))
          .filter((pack) => pack.checks.length > 0),
  )
  return (
    <>
      {model_version === null && (
        <Notice kind="caution" title="No model decides">
          <p>What is asked of a model cannot be met before there is one.</p>
        </Notice>
      )}
      <FigureTiles columns={4}>
        <FigureTile
          label="Checks in force"
          figure={formatCount(checks)}
          note={
            <>
              Assessed <Moment at={assessed_at} />
              {model_version !== null && <>, {model_version}</>}
              {policy_version !== null && <>, policy {policy_version}</>}
            </>
          }
        />
        {tile('met', 'Shown by results of this system')}
        {tile('not_met', 'Something is missing, and said what')}
        {tile('needs_a_person', 'No machine can tell')}
      </FigureTiles>
      {shown.length === 0 && (
        <Panel>
          <EmptyState
            title="No check came out so"
            actions={
              <LinkButton to="/governance" variant="default">
                Show all
              </LinkButton>
            }
          >
            None of the checks has this verdict.
          </EmptyState>
        </Panel>
      )}
      {shown.map(([regulator, ones]) => (
        <Panel key={regulator} flush title={regulator}>
          {ones.map((pack) => (
            <Pack key={pack.id} pack={pack} />
          ))}
        </Panel>
      ))}
    </>
  )
}

function Pack({ pack }: { pack: RulePack }) {
  const { pack: open } = route.useSearch()
  const navigate = route.useNavigate()
  const counts = countVerdicts([pack])
  return (
    <details
      className={classes.pack}
      open={open === pack.id}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open === (open === pack.id)) return
        // Only the one that was turned writes the address.
        if (currentTarget.open || open === pack.id)
          void navigate({
            search: (before) => ({ ...before, pack: currentTarget.open ? pack.id : undefined }),
            replace: true,
            resetScroll: false,
          })
      }}
    >
      <summary>
        <span className={classes.title}>
          <span className={classes.name}>{pack.title}</span>
          <PackSign status={pack.status} />
          <span className="muted small">{pack.jurisdiction}</span>
        </span>
        <span className={classes.counts}>
          {verdicts
            .filter((verdict) => counts[verdict] > 0)
            .map((verdict) => (
              <span key={verdict}>
                {counts[verdict]} <VerdictSign verdict={verdict} />
              </span>
            ))}
        </span>
      </summary>
      {open === pack.id && <Checks pack={pack} />}
    </details>
  )
}

function Checks({ pack: { source, effective_from, note, checks } }: { pack: RulePack }) {
  return (
    <>
      <p className={classes.about}>
        {source}
        {effective_from !== null && `; in force from ${effective_from}`}. {note}
      </p>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <li key={check.id} className={classes.check}>
            <span className={classes.line}>
              <span className={classes.name}>{check.title}</span>
              <VerdictSign verdict={check.verdict} />
            </span>
            <span className="muted small">{check.citation}</span>
            <span>{check.why}</span>
            <EvidenceList evidence={check.evidence} />
          </li>
        ))}
      </ul>
    </>
  )
}
