/** Portfolios: what is asked for, what is stored, what a page shows. */
import Type, { type Static, type TSchema } from 'typebox'
import { closed, DateString, InstantString, oneOf, Seed, share } from '../schema.ts'
import { jobStates, loanTypes, portfolioSources, riskGrades } from './vocabulary.ts'

const shareOf = (names: readonly string[], description: string) =>
  Type.Unsafe<Record<string, number>>(
    Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(share())])), {
      additionalProperties: false,
      minProperties: 1,
      description,
    }),
  )

/** The identifier of a portfolio: SYNTH_… from scratch, TWIN_… from uploaded data. */
export const PortfolioId = Type.String({
  pattern: '^(SYNTH|TWIN)_[0-9]{8}_[0-9]{6}_[0-9a-f]{4,12}$',
  description: 'SYNTH_YYYYMMDD_HHMMSS_xxxx or TWIN_YYYYMMDD_HHMMSS_xxxx.',
})

export const DemographicOverride = Type.Union(
  [
    Type.String({ minLength: 1, maxLength: 64, description: 'Group label, without any shift.' }),
    closed({
      group: Type.String({ minLength: 1, maxLength: 64 }),
      score_shift: Type.Optional(
        Type.Number({
          minimum: -3,
          maximum: 3,
          default: 0,
          description: 'Shift of the latent credit score, standard deviations.',
        }),
      ),
      income_factor: Type.Optional(
        Type.Number({ minimum: 0.1, maximum: 10, default: 1, description: 'Factor on every income.' }),
      ),
    }),
  ],
  {
    description:
      'Labels every borrower with a group; the object form also shifts score and income by a stated amount.',
  },
)

const generationFields = {
  target_default_rate: Type.Optional(
    share({
      description:
        'Share of borrowers in default; the achieved rate is within one borrower of it. Default 0.03 when neither risk_grade_distribution nor dti_range is given, else an outcome of the mix.',
    }),
  ),
  default_rate_tolerance: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 0.1,
      default: 0.01,
      description: 'Largest accepted distance from the target.',
    }),
  ),
  include_payment_history: Type.Optional(
    Type.Boolean({ default: false, description: 'Also writes month-by-month payment sequences.' }),
  ),
  history_months: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 120, default: 24, description: 'Months of payment history.' }),
  ),
  use_copulas: Type.Optional(
    Type.Boolean({
      default: true,
      description: 'false draws the borrower columns independently of each other.',
    }),
  ),
  risk_grade_distribution: Type.Optional(
    shareOf(riskGrades, 'Share of each grade; missing grades are 0; sums to 1.'),
  ),
  loan_type_distribution: Type.Optional(
    shareOf(loanTypes, 'Share of each loan type; missing types are 0; sums to 1.'),
  ),
  dti_range: Type.Optional(
    Type.Tuple([share(), share()], {
      description: 'Lowest and highest debt-to-income ratio, in that order.',
    }),
  ),
  demographic_override: Type.Optional(DemographicOverride),
  seed: Type.Optional(Seed),
  as_of_date: Type.Optional(DateString),
  format: Type.Optional(oneOf(['csv', 'parquet'], { default: 'csv', description: 'Format of the files.' })),
}

/** Fields of a portfolio from scratch, without an upper bound on its size. */
export const GenerationSettings = closed({
  num_borrowers: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1000, description: 'Borrowers.' }),
  ),
  ...generationFields,
})
export type GenerationSettings = Static<typeof GenerationSettings>

/** What POST /generate-portfolio takes. */
export const GeneratePortfolioRequest = closed(
  {
    num_borrowers: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000,
        default: 1000,
        description: 'Borrowers; more than 100,000 through the command line.',
      }),
    ),
    privacy_epsilon: Type.Optional(
      Type.Number({
        minimum: 0.1,
        maximum: 10,
        default: 1,
        description: 'Recorded. A portfolio from public parameters touches no person, so no budget is spent.',
      }),
    ),
    k_anonymity: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100,
        default: 5,
        description: 'Recorded. Rows made from public parameters belong to nobody and need none.',
      }),
    ),
    ...generationFields,
  },
  { title: 'GeneratePortfolioRequest' },
)
export type GeneratePortfolioRequest = Static<typeof GeneratePortfolioRequest>

const DownloadUrls = Type.Record(Type.String(), Type.String(), {
  description: 'Path of each file, by what it holds.',
})

export const GeneratePortfolioReply = closed(
  {
    portfolio_id: PortfolioId,
    status: oneOf(['completed', 'initializing'], {
      description: 'initializing: the work goes on as a job (202).',
    }),
    num_borrowers: Type.Integer(),
    num_loans: Type.Union([Type.Integer(), Type.Null()]),
    achieved_default_rate: Type.Union([Type.Number(), Type.Null()]),
    target_default_rate: Type.Union([Type.Number(), Type.Null()]),
    generation_time_seconds: Type.Union([Type.Number(), Type.Null()]),
    download_urls: DownloadUrls,
    seed: Seed,
    as_of_date: DateString,
    job_id: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'GeneratePortfolioReply' },
)
export type GeneratePortfolioReply = Static<typeof GeneratePortfolioReply>

const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

export const PortfolioStats = closed({
  quality_score: nullable(Type.Number({ description: '0–100; for twins the similarity to the original.' })),
  correlation_error: nullable(Type.Number()),
  k_anonymity: nullable(Type.Integer()),
  bank_compliant: nullable(Type.Boolean()),
  overall_score: nullable(
    Type.Number({ description: 'Of the last validation; null when none was performed.' }),
  ),
  privacy_certificate_id: nullable(Type.String()),
})
export type PortfolioStats = Static<typeof PortfolioStats>

export const Portfolio = closed(
  {
    id: PortfolioId,
    status: oneOf(jobStates),
    source: oneOf(portfolioSources),
    name: Type.String(),
    num_borrowers: Type.Integer(),
    num_loans: nullable(Type.Integer()),
    achieved_default_rate: nullable(Type.Number()),
    target_default_rate: nullable(Type.Number()),
    progress: share({ description: 'Of the job that makes it.' }),
    stage: Type.String({ description: 'What is being done now.' }),
    job_id: nullable(Type.String()),
    file_id: nullable(Type.String({ description: 'The upload a twin was learnt from.' })),
    stats_json: PortfolioStats,
    download_urls: DownloadUrls,
    files: Type.Array(
      closed({
        filename: Type.String(),
        bytes: Type.Integer(),
        rows: Type.Integer(),
        sha256: Type.String(),
        url: Type.String(),
      }),
    ),
    request: Type.Record(Type.String(), Type.Unknown(), {
      description: 'The settings it was made with, seed included.',
    }),
    failure: nullable(closed({ error_code: Type.String(), detail: Type.String() })),
    created_at: InstantString,
    finished_at: nullable(InstantString),
  },
  { title: 'Portfolio' },
)
export type Portfolio = Static<typeof Portfolio>

export const PortfolioList = closed(
  { portfolios: Type.Array(Portfolio), total: Type.Integer() },
  { title: 'PortfolioList' },
)
export type PortfolioList = Static<typeof PortfolioList>
