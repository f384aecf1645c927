/** Ids, versions and hashes, each with the way to what it names. */
import { Link } from '@tanstack/react-router'
import { Copyable } from '../../parts/copyable.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import type { DecisionFile } from './decision-file.ts'

export function RecordFacts({ file: { decision, audit_sequence, sha256 } }: { file: DecisionFile }) {
  const { decision_id, decided_at, policy, model_version, reason_table, experiment, customer_id } = decision
  return (
    <Panel title="Record" description="Written to the audit chain before the decision was answered.">
      <FactList
        facts={[
          ['Decision', <Copyable key="id" text={decision_id} label="decision id" />],
          [
            'Customer',
            <Link key="customer" to="/decisions" search={{ customer: customer_id }}>
              {customer_id}
            </Link>,
          ],
          ['Decided', new Date(decided_at).toISOString()],
          [
            'Audit entry',
            <Link key="audit" to="/audit" search={{ subject: decision_id }}>
              {audit_sequence}
            </Link>,
          ],
          ['SHA-256 of the record', <Copyable key="hash" text={sha256} label="hash" shown={16} />],
          [
            'Model',
            <Link key="model" to="/credit-models/$version" params={{ version: model_version }}>
              {model_version}
            </Link>,
          ],
          [
            'Policy',
            <Link
              key="policy"
              to="/policies/$name/$version"
              params={{ name: policy.name, version: String(policy.version) }}
            >
              {policy.name} {policy.version}
            </Link>,
          ],
          ['Reason table', reason_table],
          ['Experiment', experiment === null ? 'none' : `${experiment.id}, arm ${experiment.arm}`],
        ]}
      />
    </Panel>
  )
}
