/** The life of a version: every step, by whom and why. */
import { formatShare } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { Copyable } from '../../parts/copyable.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel, PanelGrid } from '../../parts/panel.tsx'
import { policyStateWords } from '../parts/credit-words.ts'
import classes from './policies.module.css'
import { PolicyStateBadge } from './policy-state.tsx'
import type { PolicyVersionOf } from './policy-types.ts'

export function HistoryTab({ policy }: { policy: PolicyVersionOf }) {
  const { name, version, sha256, transitions } = policy
  return (
    <PanelGrid>
      <Panel flush title="Steps">
        <ol className={classes.history}>
          {transitions.toReversed().map(({ from, to, by, at, reason, share }) => (
            <li key={`${at} ${to}`}>
              <PolicyStateBadge state={to} share={share} />
              <p>{reason}</p>
              <p className="small muted">
                {by}, <Moment at={at} />
                {from !== null && `, from ${policyStateWords[from].toLowerCase()}`}
              </p>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="Version">
        <FactList
          facts={[
            ['Policy', name],
            ['Version', String(version)],
            ['Written by', policy.created_by],
            ['Approved by', policy.approved_by ?? 'nobody yet'],
            [
              'In force from',
              policy.effective_from === null ? '–' : new Date(policy.effective_from).toISOString(),
            ],
            ['Share of applicants', policy.share === null ? '–' : formatShare(policy.share, 0)],
            [
              'Tests when proposed',
              policy.tests_passed === null
                ? 'not run yet'
                : `${policy.tests_passed} of ${policy.tests} passed`,
            ],
            ['SHA-256 of the document', <Copyable key="hash" text={sha256} label="hash" shown={16} />],
            [
              'Decisions',
              <Link key="decisions" to="/decisions" search={{ policy: version }}>
                Those of version {version}
              </Link>,
            ],
          ]}
        />
      </Panel>
    </PanelGrid>
  )
}
