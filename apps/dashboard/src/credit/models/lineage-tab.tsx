/** Where a version comes from, and what became of it. */
import type { CreditModel } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { Copyable } from '../../parts/copyable.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { StageSign } from '../parts/sign.tsx'
import classes from './credit-models.module.css'

export function LineageTab({ model }: { model: CreditModel }) {
  const { lineage, sha256, transitions, approvals } = model
  const hash = (label: string, text: string) => <Copyable key={label} text={text} label={label} shown={16} />
  return (
    <PanelGrid>
      <Panel title="Origin" description="The same data, code and seed give the same model.">
        <FactList
          facts={[
            ['Data, SHA-256', hash('hash of the data', lineage.data_sha256)],
            ['Rows of data', formatCount(lineage.data_rows)],
            ['Features', lineage.feature_set],
            ['Code', lineage.code_version],
            ['Code, SHA-256', hash('hash of the code', lineage.code_sha256)],
            ['Seed', `${lineage.seed}`],
            ['Mode', lineage.mode === 'full' ? 'full' : 'incremental, from its parent'],
            [
              'Parent',
              lineage.parent === null ? (
                'none'
              ) : (
                <Link key="parent" to="/credit-models/$version" params={{ version: lineage.parent }}>
                  {lineage.parent}
                </Link>
              ),
            ],
            ['Model, SHA-256', hash('hash of the model', sha256)],
          ]}
        />
      </Panel>
      <PanelStack>
        <Panel title="Stages">
          <ol className={classes.history}>
            {transitions.toReversed().map(({ to, by, at, reason }) => (
              <li key={`${at} ${to}`}>
                <span className={classes.line}>
                  <StageSign stage={to} />
                  <span className="muted small">
                    by {by}, <Moment at={at} />
                  </span>
                </span>
                <span>{reason}</span>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title="Approvals">
          {approvals.length === 0 ? (
            <p className="muted">Nobody has approved it.</p>
          ) : (
            <ol className={classes.history}>
              {approvals.toReversed().map(({ by, at, reason, overrides }) => (
                <li key={`${at} ${by}`}>
                  <span className={classes.line}>
                    <strong>{by}</strong>
                    <span className="muted small">
                      <Moment at={at} />
                    </span>
                  </span>
                  <span>{reason}</span>
                  {overrides.length > 0 && (
                    <span className="muted small">Signed for: {overrides.join(', ')}</span>
                  )}
                </li>
              ))}
            </ol>
          )}
        </Panel>
      </PanelStack>
    </PanelGrid>
  )
}
