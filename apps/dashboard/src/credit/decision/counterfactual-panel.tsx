/** What an applicant could change so that the same model and policy approve. */
import { Panel } from '../../parts/panel.tsx'
import { Outcome } from '../parts/outcome.tsx'
import type { CreditDecisionOf } from './decision-file.ts'
import classes from './reasons.module.css'

export function CounterfactualPanel({ decision }: { decision: CreditDecisionOf }) {
  const { counterfactual } = decision
  if (decision.decision === 'APPROVED') return null
  return (
    <Panel
      title="What would change it"
      description="Only what an applicant can change, and only where the changed application was decided by the same model and policy."
    >
      {counterfactual === null ? (
        <p className="muted">
          {decision.explanation === null && decision.reasons.length === 0
            ? 'Not asked for with this decision.'
            : 'No change within reach leads to an approval.'}
        </p>
      ) : (
        <>
          <ul className={classes.reasons}>
            {counterfactual.changes.map(({ field, text }) => (
              <li key={field}>{text}</li>
            ))}
          </ul>
          <p style={{ marginTop: 12 }}>
            <Outcome outcome={counterfactual.outcome} />{' '}
            <span className="muted">then, with a score of {counterfactual.score.toFixed(3)}.</span>
          </p>
        </>
      )}
    </Panel>
  )
}
