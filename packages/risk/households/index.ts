/** Customers of a bank: their accounts, transactions and payments. */
export { ageBandOf, incomeBracketOf } from './bands.ts'
export { CURRENCY as householdCurrency, customerId } from './household-frames.ts'
export { type HouseholdParameters, householdParameters, type ParameterName } from './parameters.ts'
export { InvalidParameters, resolveParameters } from './resolve-parameters.ts'
export { type HouseholdRun, type HouseholdSettings, planHouseholds } from './run.ts'
export { type HouseholdBatch, simulateHouseholds } from './simulate.ts'
export * from './tables.ts'
