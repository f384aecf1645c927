/** The work behind the pages: simulating, importing, scoring, back-filling, and when it is done by itself. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, nullable, oneOf, Seed } from '../../schema.ts'
import { Job } from '../job.ts'

export const SimulateBankRequest = closed(
  {
    customers: Type.Optional(Type.Integer({ minimum: 100, maximum: 200_000, default: 2_000 })),
    days: Type.Optional(Type.Integer({ minimum: 130, maximum: 730, default: 210 })),
    seed: Type.Optional(Seed),
  },
  {
    title: 'SimulateBankRequest',
    description: 'Replaces the simulated customers; imported ones are never touched.',
  },
)
export type SimulateBankRequest = Static<typeof SimulateBankRequest>

export const ScoreRunRequest = closed({ as_of_date: Type.Optional(DateString) }, { title: 'ScoreRunRequest' })
export const BackfillRequest = closed(
  {
    from: DateString,
    to: DateString,
    every_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 1 })),
  },
  { title: 'BackfillRequest' },
)

export const ImportRequest = closed(
  {
    mapping: Type.Optional(
      Type.String({ description: 'JSON: column of the file by field; guessed from the names where absent.' }),
    ),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    zone: Type.Optional(Type.String({ maxLength: 60, description: 'Of times without one. Default: UTC.' })),
    payments_mapping: Type.Optional(
      Type.String({ description: 'JSON: the same of the file sent as `payments`.' }),
    ),
    replace: Type.Optional(
      oneOf(['yes', 'no'], {
        default: 'no',
        description:
          'yes: imported customers that are there already are removed first. Simulated ones always are.',
      }),
    ),
    confirm: Type.Optional(
      oneOf(['yes', 'no'], { default: 'no', description: 'no: only say what would be read.' }),
    ),
  },
  { title: 'ImportRequest' },
)

export type ImportRequest = Static<typeof ImportRequest>

export const ImportReport = closed(
  {
    job_id: nullable(Type.String()),
    mapping: Type.Record(Type.String(), nullable(Type.String()), {
      description: 'Column by field; null where the file has none.',
    }),
    rules: Type.Record(Type.String(), Type.String(), {
      description:
        'How cells are read: date_order, decimal, zone, currency, positive. May be sent with the mapping.',
    }),
    payments_mapping: nullable(
      Type.Record(Type.String(), nullable(Type.String()), {
        description: 'The same of the file sent as `payments`; null without one.',
      }),
    ),
    payments_rules: nullable(
      Type.Record(Type.String(), Type.String(), {
        description: 'How its cells are read: date_order, decimal. May be sent with payments_mapping.',
      }),
    ),
    rows: Type.Integer(),
    accepted: Type.Integer(),
    repeated: Type.Integer(),
    refused: Type.Integer(),
    customers: Type.Integer(),
    first_day: nullable(DateString),
    last_day: nullable(DateString),
    categories: Type.Array(
      closed({ category: Type.String(), rows: Type.Integer(), by_rule: Type.Integer() }),
    ),
    problems: Type.Array(
      closed({ line: nullable(Type.Integer()), field: nullable(Type.String()), detail: Type.String() }),
    ),
    questions: Type.Array(closed({ field: Type.String(), detail: Type.String() }), {
      description: 'Only a user can answer them, in the mapping; until then no row is read.',
    }),
    notes: Type.Array(closed({ field: Type.String(), detail: Type.String() })),
    labels: Type.Integer({ description: 'Outcomes to learn from; 0 without a file of payments.' }),
  },
  { title: 'ImportReport' },
)
export type ImportReport = Static<typeof ImportReport>

export const JobStarted = closed(
  { job_id: Type.String(), status: oneOf(['initializing']) },
  { title: 'JobStarted' },
)
export type JobStarted = Static<typeof JobStarted>

export const pipelineSteps = ['ingestion', 'flush', 'scoring', 'training', 'monitoring', 'summary'] as const

export const PipelineStatus = closed(
  {
    origin: nullable(oneOf(['simulated', 'imported', 'mixed'])),
    customers: Type.Integer(),
    transactions: Type.Integer(),
    first_day: nullable(DateString),
    last_day: nullable(DateString),
    last_event_at: nullable(InstantString),
    scored_as_of: nullable(DateString),
    outbox_waiting: Type.Integer(),
    steps: Type.Array(
      closed({
        step: oneOf(pipelineSteps),
        title: Type.String(),
        schedule: nullable(Type.String({ description: 'Cron expression in UTC; null: only when asked.' })),
        next_run_at: nullable(InstantString),
        last: nullable(Job),
        text: Type.String(),
      }),
    ),
    running: Type.Array(Job),
  },
  { title: 'PipelineStatus' },
)
export type PipelineStatus = Static<typeof PipelineStatus>

export const ScheduleRequest = closed(
  {
    schedule: nullable(
      Type.String({
        maxLength: 100,
        description: 'Cron expression of five fields in UTC, or null for never.',
      }),
    ),
  },
  { title: 'ScheduleRequest' },
)
