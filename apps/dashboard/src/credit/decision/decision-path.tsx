/** The way of an application: sources, features, model, the stages of the policy with the rules that fired, outcome. */
import type { PolicyStageKind } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import {
  IconAdjustments,
  IconBrain,
  IconDatabaseSearch,
  IconFileText,
  IconListDetails,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { policyQuery } from '../../api/policy-queries.ts'
import { Panel } from '../../parts/panel.tsx'
import {
  amountWord,
  outcomeWords,
  rateWord,
  sourceStateWords,
  sourceWords,
  stageWords,
} from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import type { DecisionFile } from './decision-file.ts'
import classes from './decision-path.module.css'

export function DecisionPath({ file: { decision, application, features, review } }: { file: DecisionFile }) {
  const known = Object.values(features).filter((value) => value !== null).length
  const asked = decision.sources.filter(({ state }) => state !== 'not_asked')
  return (
    <Panel title="How it was decided" description="From the application to the outcome, step by step.">
      <ol className={classes.path}>
        <Step Icon={IconFileText} title="Application">
          {amountWord(application.loan_amount)} for {application.loan_purpose.replaceAll('_', ' ')}
          {application.loan_term_months !== undefined && ` over ${application.loan_term_months} months`}, on{' '}
          {amountWord(application.annual_income)} a year.
        </Step>
        <Step Icon={IconDatabaseSearch} title="Sources">
          {asked.length === 0 ? (
            'None was asked.'
          ) : (
            <span className={classes.marks}>
              {asked.map(({ kind, state }) => (
                <span
                  key={kind}
                  className={classes.mark}
                  data-bad={state === 'timed_out' || state === 'failed' || undefined}
                >
                  {sourceWords[kind]}: {sourceStateWords[state]}
                </span>
              ))}
            </span>
          )}
        </Step>
        <Step Icon={IconListDetails} title="Features">
          {formatCount(known)} of {formatCount(Object.keys(features).length)} known.
        </Step>
        <Step Icon={IconBrain} title="Model">
          {decision.model_version} scores {decision.score.toFixed(3)}: the probability of being good,
          calibrated.
          {decision.experiment !== null &&
            ` Experiment ${decision.experiment.id}, arm ${decision.experiment.arm}.`}
        </Step>
        <Stages decision={decision} />
        <li className={classes.step}>
          <span className={classes.end} aria-hidden />
          <div className={classes.words}>
            <p className={classes.title}>Outcome</p>
            <p className={classes.outcome}>
              <Outcome outcome={decision.decision} />
              {decision.limit !== null && (
                <span className="muted">
                  up to {amountWord(decision.limit)}
                  {decision.annual_rate !== null && ` at ${rateWord(decision.annual_rate)} a year`}
                </span>
              )}
            </p>
            {review !== null && (
              <p className="muted">
                {review.by} then decided: {outcomeWords[review.outcome].toLowerCase()}.
              </p>
            )}
          </div>
        </li>
      </ol>
    </Panel>
  )
}

interface StepProps {
  readonly Icon: typeof IconFileText
  readonly title: ReactNode
  readonly children: ReactNode
}

function Step({ Icon, title, children }: StepProps) {
  return (
    <li className={classes.step}>
      <span className={classes.sign} aria-hidden>
        <Icon size={16} stroke={1.6} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        <div className={classes.text}>{children}</div>
      </div>
    </li>
  )
}

interface Stage {
  readonly id: string
  readonly kind: PolicyStageKind
  readonly title?: string
}

/** Every stage of the version that decided; those of which nothing fired say so. */
function Stages({ decision: { policy } }: { decision: DecisionFile['decision'] }) {
  const { data } = useQuery(policyQuery(policy.name, policy.version))
  const stages: readonly Stage[] = stagesOf(policy.rules, data?.document.stages ?? [])
  return stages.map(({ id, kind, title }) => {
    const fired = policy.rules.filter(({ stage }) => stage === id)
    return (
      <Step
        key={id}
        Icon={IconAdjustments}
        title={
          <>
            <Link
              to="/policies/$name/$version"
              params={{ name: policy.name, version: String(policy.version) }}
              search={{ stage: id }}
            >
              {title ?? id}
            </Link>{' '}
            <span className={classes.kind}>{stageWords[kind]}</span>
          </>
        }
      >
        {fired.length === 0 ? (
          <span className="muted">No rule fired.</span>
        ) : (
          <ul className={classes.rules}>
            {fired.map(({ rule, outcome, reason_code, text }) => (
              <li key={rule}>
                <code>{rule}</code>
                {text !== title && <span>{text}</span>}
                {outcome !== null && <Outcome outcome={outcome} />}
                {reason_code !== null && <code className="muted">{reason_code}</code>}
              </li>
            ))}
          </ul>
        )}
      </Step>
    )
  })
}

/** The stages of the document in its order; those only a fired rule names, such as a kill switch, come after. */
function stagesOf(
  rules: DecisionFile['decision']['policy']['rules'],
  known: readonly Stage[],
): readonly Stage[] {
  const ids = new Set(known.map(({ id }) => id))
  const others = new Map<string, Stage>()
  for (const { stage, kind } of rules) if (!ids.has(stage)) others.set(stage, { id: stage, kind })
  return [...known, ...others.values()]
}
