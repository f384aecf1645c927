/** The store of credit decisions. */
export { openDecisionFigures } from './decision-figures.ts'
export { type DecisionRecorder, openDecisionRecorder } from './decision-recorder.ts'
export { openDecisionStore } from './decision-store.ts'
export { openExperimentStore } from './experiment-store.ts'
export { openKillSwitch } from './kill-switch.ts'
export { openCreditModelStore } from './model-store.ts'
export { openPolicyStore } from './policy-store.ts'
