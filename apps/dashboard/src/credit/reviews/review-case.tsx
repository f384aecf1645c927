/** One application that waits: why it came here, what speaks for and against it, and the form beside it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { decisionQuery } from '../../api/decision-queries.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { CounterfactualPanel } from '../decision/counterfactual-panel.tsx'
import type { DecisionFile } from '../decision/decision-file.ts'
import { DriversPanel } from '../decision/drivers-panel.tsx'
import { ReasonsPanel } from '../decision/reasons-panel.tsx'
import { ReviewedPanel } from '../decision/reviewed-panel.tsx'
import { amountWord, fieldWord, stageWords, valueWord } from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import { ReviewForm } from './review-form.tsx'
import classes from './reviews.module.css'
import { SimilarDecisions } from './similar-decisions.tsx'

export function ReviewCase({ id, onDecided }: { id: string; onDecided: () => void }) {
  const { data, error, refetch } = useQuery(decisionQuery(id))
  if (data === undefined)
    return error === null ? (
      <Panel>
        <Loading rows={12} />
      </Panel>
    ) : (
      <ProblemNotice error={error} onRetry={refetch} />
    )
  const { decision, features, review } = data
  return (
    <div className={classes.case}>
      <PanelStack>
        <CaseHead file={data} />
        <WhyHere file={data} />
        <DriversPanel explanation={decision.explanation} features={features} shown={8} />
        <ReasonsPanel decision={decision} />
        <CounterfactualPanel decision={decision} />
        <SimilarDecisions decision={decision} />
      </PanelStack>
      <div className={classes.form}>
        {review !== null ? (
          <ReviewedPanel review={review} />
        ) : decision.decision === 'MANUAL_REVIEW' ? (
          <ReviewForm file={data} onDecided={onDecided} />
        ) : (
          <Panel title="Nothing to decide">
            <p className="muted">Model and policy decided this application at once.</p>
          </Panel>
        )}
      </div>
    </div>
  )
}

function CaseHead({ file: { decision, application } }: { file: DecisionFile }) {
  return (
    <Panel
      title={decision.customer_id}
      description={
        <>
          Waiting since <Moment at={decision.decided_at} />
        </>
      }
      aside={
        <Link to="/decisions/$id" params={{ id: decision.decision_id }}>
          Whole decision
        </Link>
      }
    >
      <FactList
        facts={[
          [
            'Asks for',
            `${amountWord(application.loan_amount)}, ${fieldWord(application.loan_purpose).toLowerCase()}`,
          ],
          [
            'Over',
            application.loan_term_months === undefined
              ? 'a term the policy sets'
              : `${application.loan_term_months} months`,
          ],
          ['Annual income', amountWord(application.annual_income)],
          ['Existing debt', amountWord(application.existing_debt)],
          ['Years with the employer', valueWord(application.employment_years)],
          ['Bureau score', valueWord(application.credit_history.score)],
          ['Score', decision.score.toFixed(3)],
        ]}
      />
    </Panel>
  )
}

/** The rules that sent it to a person, or would have rejected it. */
function WhyHere({ file: { decision } }: { file: DecisionFile }) {
  const rules = decision.policy.rules.filter(({ outcome }) => outcome !== null && outcome !== 'APPROVED')
  return (
    <Panel title="Why it came here">
      {rules.length === 0 ? (
        <p className="muted">No rule of the policy says so.</p>
      ) : (
        <ul className={classes.why}>
          {rules.map(({ stage, kind, rule, text, outcome }) => (
            <li key={`${stage}/${rule}`}>
              <span>
                {text}
                <br />
                <span className="small muted">
                  {stageWords[kind]} · <code>{rule}</code>
                </span>
              </span>
              <Outcome outcome={outcome!} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
