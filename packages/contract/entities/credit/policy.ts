/** Policies: rules as data, versions, tests, simulations. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, nullable, oneOf, Sha256, share } from '../../schema.ts'
import { decisionOutcomes, policyStageKinds, policyStates } from './vocabulary.ts'

export const PolicyName = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,63}$',
  description: 'Up to 64 small letters, digits and -.',
})
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Text = Type.String({ maxLength: 2000 })

const TableColumn = closed({
  id: Id,
  title: Type.String({ maxLength: 200 }),
  field: Type.String({ minLength: 1, maxLength: 200 }),
})
const TableRule = closed({
  id: Id,
  cells: Type.Record(Type.String(), Type.String({ maxLength: 1000 }), {
    description: 'By column; an empty or absent cell holds for everything.',
  }),
})
const PolicyStage = closed({
  id: Id,
  kind: oneOf(policyStageKinds),
  title: Type.String({ maxLength: 200 }),
  inputs: Type.Array(TableColumn, { maxItems: 50 }),
  outputs: Type.Array(TableColumn, { minItems: 1, maxItems: 20 }),
  rules: Type.Array(TableRule, { minItems: 1, maxItems: 2000 }),
})
const PolicyTest = closed({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  input: Type.Record(Type.String(), Type.Unknown()),
  expect: closed({
    decision: Type.Optional(oneOf(decisionOutcomes)),
    fires: Type.Optional(Type.Array(Id)),
    fires_not: Type.Optional(Type.Array(Id)),
    limit: Type.Optional(Type.Number()),
    annual_rate: Type.Optional(Type.Number()),
  }),
})

export const PolicyDocument = closed(
  {
    format: Type.Literal(1),
    name: PolicyName,
    title: Type.String({ minLength: 1, maxLength: 200 }),
    description: Text,
    usual: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Input of a usual case, which tests vary.',
    }),
    stages: Type.Array(PolicyStage, { minItems: 1, maxItems: 50 }),
    tests: Type.Array(PolicyTest, { maxItems: 1000 }),
  },
  { title: 'PolicyDocument' },
)

export const PolicyVersion = closed(
  {
    name: PolicyName,
    version: Type.Integer(),
    title: Type.String(),
    state: oneOf(policyStates),
    share: nullable(share({ description: 'Of applicants decided by it while it is partial.' })),
    effective_from: nullable(InstantString),
    created_by: Type.String(),
    created_at: InstantString,
    approved_by: nullable(Type.String()),
    approved_at: nullable(InstantString),
    rules: Type.Integer(),
    tests: Type.Integer(),
    tests_passed: nullable(Type.Integer()),
    sha256: Sha256,
    transitions: Type.Array(
      closed({
        from: nullable(oneOf(policyStates)),
        to: oneOf(policyStates),
        by: Type.String(),
        at: InstantString,
        reason: Type.String(),
        share: nullable(share()),
      }),
    ),
  },
  { title: 'PolicyVersion' },
)

export const PolicyTestResult = closed({
  name: Type.String(),
  passed: Type.Boolean(),
  differences: Type.Array(Type.String()),
  decision: oneOf(decisionOutcomes),
  fired: Type.Array(Type.String()),
})

/** Cell by cell between two versions. */
export const PolicyDiff = closed({
  from: Type.Integer(),
  to: Type.Integer(),
  changes: Type.Array(
    closed({
      stage: Type.String(),
      rule: nullable(Type.String()),
      column: nullable(Type.String()),
      kind: oneOf(['added', 'removed', 'changed', 'moved'] as const),
      before: nullable(Type.String()),
      after: nullable(Type.String()),
    }),
  ),
})

const Rates = closed({
  applications: Type.Integer(),
  approved: share(),
  review: share(),
  rejected: share(),
  expected_loss: Type.Number({ description: 'PD × LGD × amount of what is approved, major units.' }),
  amount_approved: Type.Number(),
  mean_pd: nullable(Type.Number()),
})

/** What a version would have decided on past applications. */
export const PolicySimulation = closed(
  {
    candidate: closed({ version: Type.Integer(), rates: Rates }),
    present: closed({ version: Type.Integer(), rates: Rates }),
    moved: Type.Array(
      closed({ from: oneOf(decisionOutcomes), to: oneOf(decisionOutcomes), applications: Type.Integer() }),
    ),
    segments: Type.Array(
      closed({ by: Type.String(), segment: Type.String(), candidate: Rates, present: Rates }),
    ),
    fairness: Type.Array(
      closed({
        attribute: Type.String(),
        group: Type.String(),
        applications: Type.Integer(),
        approved_candidate: nullable(share()),
        approved_present: nullable(share()),
        four_fifths: nullable(Type.Number()),
      }),
    ),
    rules: Type.Array(closed({ stage: Type.String(), rule: Type.String(), fired: Type.Integer() })),
    from: nullable(InstantString),
    to: nullable(InstantString),
    warnings: Type.Array(Type.String()),
  },
  { title: 'PolicySimulation' },
)
export type PolicySimulation = Static<typeof PolicySimulation>
