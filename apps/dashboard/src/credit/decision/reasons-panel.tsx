/** The reasons an applicant is told, with their codes, and what else weighs. */
import { Panel } from '../../parts/panel.tsx'
import { fieldWord } from '../parts/credit-words.ts'
import type { CreditDecisionOf } from './decision-file.ts'
import classes from './reasons.module.css'

export function ReasonsPanel({ decision }: { decision: CreditDecisionOf }) {
  const { reasons, risk_factors, reason_table } = decision
  return (
    <Panel
      title="Reasons"
      description={`Specific reasons, fit for a letter, from reason table ${reason_table}: rules that fired first, then what weighed in the model.`}
    >
      {reasons.length === 0 ? (
        <p className="muted">
          {decision.decision === 'APPROVED'
            ? 'An approval needs none.'
            : 'No reasons were asked for with this decision.'}
        </p>
      ) : (
        <ol className={classes.reasons}>
          {reasons.map(({ code, text, source, features }) => (
            <li key={code}>
              <p>{text}</p>
              <p className="small muted">
                <code>{code}</code> · {source === 'rule' ? 'a rule of the policy' : 'the model'}
                {features.length > 0 && ` · ${features.map(fieldWord).join(', ')}`}
              </p>
            </li>
          ))}
        </ol>
      )}
      {risk_factors.length > 0 && (
        <>
          <h3 className={classes.heading}>What else weighs against good</h3>
          <ul className={classes.factors}>
            {risk_factors.map((factor) => (
              <li key={factor}>{factor}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
