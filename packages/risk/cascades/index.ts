/** Delinquency cascades: payment states, legal steps, the transition matrix, and histories that end as told. */
export {
  type ChainEnd,
  type ConditionedChain,
  chainEnds,
  conditionChain,
  nextState,
  startState,
} from './conditioned-chain.ts'
export {
  arrearsMonths,
  legalSteps,
  type PaymentAlphabet,
  type PaymentStatus,
  paymentAlphabet,
} from './payment-states.ts'
export {
  defaultTransitionMatrix,
  defaultTransitions,
  quasiStationary,
  requireTransitionMatrix,
  tiltTransitions,
} from './transition-matrix.ts'
