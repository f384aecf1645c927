/** How people decided applications that came here for the same reason, those with the nearest score first. */
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { decisionsQuery, mostRows } from '../../api/decision-queries.ts'
import { Panel } from '../../parts/panel.tsx'
import type { CreditDecisionOf } from '../decision/decision-file.ts'
import { amountWord } from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import classes from './reviews.module.css'

const shown = 5

export function SimilarDecisions({ decision }: { decision: CreditDecisionOf }) {
  const code = decision.reasons[0]?.code
  const { data } = useQuery({
    ...decisionsQuery({ reason_code: code, decision: 'MANUAL_REVIEW', limit: mostRows }),
    enabled: code !== undefined,
  })
  if (code === undefined || data === undefined) return null
  const decided = data.decisions.filter(
    ({ final_decision, decision_id }) =>
      final_decision !== null && final_decision !== 'MANUAL_REVIEW' && decision_id !== decision.decision_id,
  )
  const approved = decided.filter(({ final_decision }) => final_decision === 'APPROVED').length
  const distance = (score: number) => Math.abs(score - decision.score)
  const nearest = decided.toSorted((a, b) => distance(a.score) - distance(b.score)).slice(0, shown)
  return (
    <Panel
      title="Similar decisions of people"
      description={
        decided.length === 0
          ? undefined
          : `${decision.reasons[0]!.text}: ${formatCount(approved)} of ${formatCount(decided.length)} were approved. Those with the nearest score:`
      }
    >
      {nearest.length === 0 ? (
        <p className="muted">Nobody has decided an application with this reason yet.</p>
      ) : (
        <ul className={classes.why}>
          {nearest.map((one) => (
            <li key={one.decision_id} className={classes.similar}>
              <Link to="/decisions/$id" params={{ id: one.decision_id }}>
                {one.customer_id ?? 'Erased person'}
              </Link>
              <span className="muted">
                {amountWord(one.loan_amount)}, score {one.score.toFixed(3)}
              </span>
              <Outcome outcome={one.final_decision!} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
