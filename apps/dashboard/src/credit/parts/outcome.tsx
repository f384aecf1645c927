/** An outcome: a sign, a word, and a colour that means the same. */
import type { DecisionOutcome } from '@pratibimba/contract'
import { IconCheck, IconUserQuestion, IconX } from '@tabler/icons-react'
import { outcomeWords } from './credit-words.ts'
import classes from './outcome.module.css'

const signs = { APPROVED: IconCheck, MANUAL_REVIEW: IconUserQuestion, REJECTED: IconX } as const

export function Outcome({ outcome }: { outcome: DecisionOutcome }) {
  const Sign = signs[outcome]
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <span className={classes.sign} aria-hidden>
        <Sign size={12} stroke={2.5} />
      </span>
      {outcomeWords[outcome]}
    </span>
  )
}

/** What was decided, and what a person made of it. */
export function OutcomeThenFinal({
  decision,
  final,
}: {
  decision: DecisionOutcome
  final: DecisionOutcome | null
}) {
  if (decision !== 'MANUAL_REVIEW') return <Outcome outcome={decision} />
  if (final === null || final === 'MANUAL_REVIEW')
    return (
      <span className={classes.pair}>
        <Outcome outcome="MANUAL_REVIEW" />
        <span className={classes.sub}>waiting</span>
      </span>
    )
  return (
    <span className={classes.pair}>
      <Outcome outcome={final} />
      <span className={classes.sub}>by a person</span>
    </span>
  )
}
