/** What the decision was made of: the application, the features the model saw, and LIME beside SHAP. */
import { formatShare, formatSigned } from '@pratibimba/reports/charts'
import { FactList } from '../../parts/fact-list.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { fieldWord, sourceStateWords, sourceWords, valueWord } from '../parts/credit-words.ts'
import type { CreditDecisionOf, DecisionFile } from './decision-file.ts'

export function EvidenceTab({ file: { application, decision, features } }: { file: DecisionFile }) {
  const { credit_history, ...fields } = application
  const { score, accounts, inquiries, ...others } = credit_history
  return (
    <PanelStack>
      <PanelGrid>
        <Panel title="Application" description="As it came in.">
          <FactList
            facts={[
              ...Object.entries(fields).map(([name, value]) => [fieldWord(name), valueWord(value)] as const),
              ['Bureau score', valueWord(score)],
              ['Accounts on file', accountsInWords(accounts)],
              ['Inquiries', inquiries === undefined ? 'not told' : String(inquiries.length)],
              ...Object.entries(others).map(([name, value]) => [fieldWord(name), valueWord(value)] as const),
            ]}
          />
        </Panel>
        <PanelStack>
          <Panel title="Sources" description="Who was asked, and whether they answered.">
            <FactList
              facts={decision.sources.map(({ kind, state }) => [sourceWords[kind], sourceStateWords[state]])}
            />
          </Panel>
          <Lime decision={decision} />
        </PanelStack>
      </PanelGrid>
      <Features decision={decision} features={features} />
    </PanelStack>
  )
}

function accountsInWords(accounts: DecisionFile['application']['credit_history']['accounts']): string {
  if (accounts === undefined) return 'not told'
  if (accounts.length === 0) return 'none'
  const counts = new Map<string, number>()
  for (const { status = 'unknown' } of accounts) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${count} ${status}`).join(', ')
}

function Features({
  decision,
  features,
}: {
  decision: CreditDecisionOf
  features: DecisionFile['features']
}) {
  const shap = decision.explanation?.shap_values ?? {}
  const importance = decision.explanation?.feature_importance ?? {}
  const names = Object.keys(features).toSorted(
    (a, b) => Math.abs(shap[b] ?? 0) - Math.abs(shap[a] ?? 0) || a.localeCompare(b),
  )
  return (
    <Panel
      flush
      title="Features"
      description="What the model saw of this applicant, what each added to the log-odds of good, and how much it weighs in the model as a whole."
    >
      <Scrollable name="Features of the decision" style={{ maxHeight: 560 }}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col" data-align="right">
                Value
              </th>
              <th scope="col" data-align="right">
                SHAP, log-odds of good
              </th>
              <th scope="col" data-align="right">
                Importance
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <td title={name}>{fieldWord(name)}</td>
                <td data-align="right">
                  {features[name] === null ? (
                    <span className="muted">missing</span>
                  ) : (
                    valueWord(features[name])
                  )}
                </td>
                <td data-align="right">{shap[name] === undefined ? '–' : formatSigned(shap[name], 4)}</td>
                <td data-align="right">
                  {importance[name] === undefined ? '–' : formatShare(importance[name])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

/** Below this share of agreement between repeated pictures, LIME says little. */
const STABLE_FROM = 0.8

function Lime({ decision: { explanation } }: { decision: CreditDecisionOf }) {
  const lime = explanation?.lime_explanation ?? null
  return (
    <Panel
      title="LIME"
      description="A diagnostic: a straight line through the model around this applicant. Reasons never come from it."
    >
      {lime === null ? (
        <p className="muted">Made only with explain=full.</p>
      ) : (
        <PanelStack>
          {lime.stability < STABLE_FROM && (
            <Notice kind="caution" title="Not stable">
              <p>Repeated pictures agree on {formatShare(lime.stability, 0)} of their terms only.</p>
            </Notice>
          )}
          <table className={tables.table} style={{ marginInline: -20, width: 'calc(100% + 40px)' }}>
            <thead>
              <tr>
                <th scope="col">Condition</th>
                <th scope="col" data-align="right">
                  Weight
                </th>
              </tr>
            </thead>
            <tbody>
              {lime.terms.map(({ feature, condition, weight }) => (
                <tr key={feature + condition}>
                  <td data-wrap>{condition}</td>
                  <td data-align="right">{formatSigned(weight, 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="small muted">
            Stability {formatShare(lime.stability, 0)}
            {lime.local_r2 !== null && `, local fit R² ${lime.local_r2.toFixed(2)}`}, seed {lime.seed}.{' '}
            {lime.notice}
          </p>
        </PanelStack>
      )}
    </Panel>
  )
}
