/** Interventions: what can be done for a customer before a payment is missed, how it is run, and what it changes. */
export type { ActionType, Belief, Eligibility } from './actions/action-type.ts'
export { contactHoursInWords, eligibilityInWords } from './actions/in-words.ts'
export { actionTypes } from './actions/index.ts'
export { type Assessment, assessCustomer, type ScoreFacts } from './assessment/assess-customer.ts'
export { exposureOf, hasInstalmentOf, type OwedAccount } from './assessment/exposure.ts'
export type { CaseAudit } from './cases/audit.ts'
export { type BulkItem, takeStepInAll } from './cases/bulk.ts'
export { describeEvent } from './cases/describe-event.ts'
export {
  type CaseActor,
  type CaseEvent,
  type CaseOpening,
  type InterventionCase,
  versionOf,
} from './cases/intervention-case.ts'
export { type OpenRequest, openCase } from './cases/open-case.ts'
export { possibleSteps } from './cases/possible-steps.ts'
export type { Refusal } from './cases/refusal.ts'
export { replayCase } from './cases/replay.ts'
export { type SlaClock, slaClock } from './cases/sla-clock.ts'
export { eventFromJson, eventToJson } from './cases/stored-events.ts'
export { type StepContext, type StepRequest, type StepResult, takeStep } from './cases/take-step.ts'
export { type CaseStep, type Transition, transitions } from './cases/transitions.ts'
export { type DailySpan, nextContactTime, type WeeklyHours } from './contact/contact-hours.ts'
export { type CoolDown, coolDownOf } from './contact/cool-down.ts'
export type { CustomerFacts, DatedScore, PastContact } from './customer-facts.ts'
export { driverOf, driversFrom, driverTitles } from './drivers.ts'
export { customersNeeded, type TrialPlan } from './effect/customers-needed.ts'
export {
  type ArmCounts,
  type Effect,
  effectOf,
  effectOfTally,
  type MeasuredEffect,
  type Reciprocal,
} from './effect/effect-of.ts'
export { effectsByGroup, type GroupEffects } from './effect/effects-by-group.ts'
export { insightsOf, type TrackerFigures } from './effect/insights.ts'
export type { ArmTotals, Tally } from './effect/tally.ts'
export type { TrialOutcome } from './effect/trial-outcome.ts'
export { upliftPosterior } from './effect/uplift-posterior.ts'
export { type Assignment, assignArm, type Programme } from './holdout/assign-arm.ts'
export {
  type Composition,
  composeMessage,
  type MessageRequest,
  templateOf,
} from './messages/compose-message.ts'
export { loggingSender } from './messages/logging-sender.ts'
export { messageLimits, type Placeholder, placeholders } from './messages/message-parts.ts'
export { type AccelerationRule, defaultInterventionPolicy, type InterventionPolicy } from './policy.ts'
export { expectedAvoidableLossMinor } from './priority/avoidable-loss.ts'
export { prioritise, type QueuePlace } from './priority/prioritise.ts'
export { tierOf, tierTitles } from './priority/tier.ts'
export { type ScoreTrend, scoreTrend } from './priority/trend.ts'
export { ineligibilityTitles, reasonsAgainst } from './recommendation/eligibility.ts'
export {
  type Beliefs,
  type OpenAction,
  type Recommendation,
  type RuledOut,
  recommendAction,
} from './recommendation/recommend-action.ts'
export type { OfficerCapacity } from './simulation/reach.ts'
export { type Simulation, type SimulationRequest, simulateAction } from './simulation/simulate-action.ts'
