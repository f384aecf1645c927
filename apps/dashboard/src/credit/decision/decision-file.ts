/** A decision with everything that led to it, as the server hands it out. */
import type { Operations, ReplyOf } from '@pratibimba/contract'

export type DecisionFile = ReplyOf<Operations['getDecision']>
export type CreditDecisionOf = DecisionFile['decision']
