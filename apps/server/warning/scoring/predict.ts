/** One prediction, by whichever way it is asked for. */
import {
  type BatchPredictReply,
  type BatchPredictRequest,
  type Prediction,
  type PredictRequest,
  ProblemError,
} from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { OneCustomerAttributes } from '@pratibimba/risk/features'
import { predictionToWire } from '../../wire/warning/prediction.ts'
import type { Champion } from '../champion.ts'
import { featuresOf, standingOf, windowOf } from './customer-features.ts'
import { modelProgram } from './feature-program.ts'
import {
  errorsAcross,
  errorsOf,
  paymentRecord,
  requireNone,
  transactionRecord,
  uncategorised,
  usualCurrency,
} from './given-events.ts'
import { rowOfFeatures } from './given-features.ts'
import { type CustomerScore, inModelOrder, type ScoringParts, scoreKnown } from './known-customers.ts'
import { asOfDayOf } from './known-days.ts'
import type { ScoreRecorder } from './record-scores.ts'
import { scoreRows } from './score-rows.ts'

const DAY_MS = 86_400_000
/** Of events sent with a request, whose customer has no id. */
const NAMELESS = 'the customer'

export interface PredictParts extends ScoringParts {
  readonly champion: () => Champion
  readonly recorder: ScoreRecorder
}

/** How much of the drivers an answer holds. */
export interface Asked {
  readonly explain: 'none' | 'top' | 'full'
  readonly top: number
}

function askedOf({ explain, top_drivers }: Pick<PredictRequest, 'explain' | 'top_drivers'>): Asked {
  return { explain: explain ?? 'top', top: top_drivers ?? 5 }
}

/** @throws ProblemError `out_of_range` unless the customer is told in exactly one way; what each way throws */
export async function predict(parts: PredictParts, request: PredictRequest): Promise<Prediction> {
  requireOneWay(request)
  const champion = parts.champion()
  if (request.features !== undefined) return predictFeatures(parts, champion, request, request.features)
  if (request.transactions !== undefined || request.payments !== undefined)
    return predictEvents(parts, champion, request)
  const asOfDay = await asOfDayOf(parts.days, request.as_of_date)
  const [scored] = await scoreKnown(parts, champion, [request.customer_id!], asOfDay)
  if (scored instanceof ProblemError) throw scored
  await keep(parts, [scored!])
  const { asOf, record, assessment } = scored!
  return predictionToWire(champion, scored!.scored, askedOf(request), {
    customerId: asOf.customerId,
    asOfDay,
    recommendation: assessment.recommendation,
    scoredAt: record.scoredAt,
    warnings: asOf.warnings,
  })
}

/** @throws ProblemError `out_of_range` unless customers are told in exactly one way */
export async function batchPredict(
  parts: PredictParts,
  request: BatchPredictRequest,
): Promise<BatchPredictReply> {
  const { customer_ids: ids, customers } = request
  if ((ids === undefined) === (customers === undefined))
    throw new ProblemError('out_of_range', 'Give either customer_ids or customers with features.', [
      { pointer: '/customer_ids', detail: 'Exactly one of customer_ids and customers.' },
    ])
  const champion = parts.champion()
  const asOfDay = await asOfDayOf(parts.days, request.as_of_date)
  const asked = askedOf(request)
  const reply =
    ids === undefined
      ? await batchOfFeatures(parts, champion, customers!, asOfDay, asked)
      : await batchOfIds(parts, champion, ids, asOfDay, asked)
  return { ...reply, model_version: champion.record.version }
}

type BatchParts = Omit<BatchPredictReply, 'model_version'>

async function batchOfIds(
  parts: PredictParts,
  champion: Champion,
  ids: readonly string[],
  asOfDay: number,
  asked: Asked,
): Promise<BatchParts> {
  const distinct = [...new Set(ids)]
  const scores = await scoreKnown(parts, champion, distinct, asOfDay)
  await keep(
    parts,
    scores.filter((each): each is CustomerScore => !(each instanceof ProblemError)),
  )
  const scoreOf = new Map(distinct.map((id, k) => [id, scores[k]!]))
  const predictions: Prediction[] = []
  const failures: BatchParts['failures'] = []
  for (const [index, id] of ids.entries()) {
    const scored = scoreOf.get(id)!
    if (scored instanceof ProblemError) failures.push(failureOf(index, id, scored))
    else
      predictions.push(
        predictionToWire(champion, scored.scored, asked, {
          customerId: id,
          asOfDay,
          recommendation: scored.assessment.recommendation,
          scoredAt: scored.record.scoredAt,
          warnings: scored.asOf.warnings,
        }),
      )
  }
  return { predictions, failures }
}

async function batchOfFeatures(
  parts: PredictParts,
  champion: Champion,
  customers: NonNullable<BatchPredictRequest['customers']>,
  asOfDay: number,
  asked: Asked,
): Promise<BatchParts> {
  const rows: Float64Array[] = []
  const whose: { customerId: string | null; warnings: string[] }[] = []
  const failures: BatchParts['failures'] = []
  for (const [index, { customer_id, features }] of customers.entries()) {
    const customerId = customer_id ?? null
    try {
      const { row, warnings } = rowOfFeatures(champion.model, features, `/customers/${index}/features`)
      rows.push(row)
      whose.push({ customerId, warnings })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      failures.push(failureOf(index, customerId, error))
    }
  }
  const scored = await scoreRows(champion.model, rows, kindOf(asked))
  const scoredAt = parts.clock()
  const predictions = scored.map((each, k) =>
    predictionToWire(champion, each, asked, { ...whose[k]!, asOfDay, scoredAt }),
  )
  return { predictions, failures }
}

/** A score that is in force already, to the last bit, is on record: asked for again, nothing is written. */
function keep({ recorder }: PredictParts, scores: readonly CustomerScore[]): Promise<void> {
  return recorder.record(scores.filter((each) => !isInForce(each)).map((each) => each.record))
}

function isInForce({ inputs: { latest }, record }: CustomerScore): boolean {
  return (
    latest !== undefined &&
    latest.asOfDate === record.asOfDate &&
    latest.modelVersion === record.modelVersion &&
    latest.score === record.score &&
    latest.exposureMinor === record.exposureMinor &&
    latest.expectedLossMinor === record.expectedLossMinor &&
    latest.tier === record.tier &&
    latest.recommendedAction === record.recommendedAction
  )
}

function failureOf(index: number, customerId: string | null, { code, message }: ProblemError) {
  return { index, customer_id: customerId, error_code: code, detail: message }
}

async function predictFeatures(
  parts: PredictParts,
  champion: Champion,
  request: PredictRequest,
  features: NonNullable<PredictRequest['features']>,
): Promise<Prediction> {
  const asOfDay = await dayOf(parts, request.as_of_date)
  const { row, warnings } = rowOfFeatures(champion.model, features, '/features')
  const asked = askedOf(request)
  const [scored] = await scoreRows(champion.model, [row], kindOf(asked))
  return predictionToWire(champion, scored!, asked, {
    customerId: null,
    asOfDay,
    scoredAt: parts.clock(),
    warnings,
  })
}

/** Bucketed on the fly: of events that say not when they were known, it was when they happened. */
async function predictEvents(
  parts: PredictParts,
  champion: Champion,
  request: PredictRequest,
): Promise<Prediction> {
  const { transactions = [], payments = [], attributes = {} } = request
  const now = parts.clock()
  requireNone([...errorsOf({ transactions, payments }, now), ...errorsAcross({ transactions, payments })])
  if (transactions.length + payments.length === 0)
    throw new ProblemError(
      'unusable_data',
      'There is no transaction and no payment: there is nothing to score.',
      [{ pointer: '/transactions', detail: 'Give at least one transaction or payment.' }],
    )
  const { program, toModel } = modelProgram(champion.model)
  const today = parts.days.today()
  const records = transactions.map((event) => transactionRecord(event, NAMELESS, usualCurrency))
  const lastDay = Math.max(
    ...records.map(({ timestamp }) => Math.floor(timestamp.getTime() / DAY_MS)),
    ...(records.length === 0
      ? payments.map(({ due_date, paid_date }) => parseDay(paid_date ?? due_date))
      : []),
  )
  const asOfDay =
    request.as_of_date === undefined
      ? Math.min(lastDay, today)
      : await asOfDayOf(parts.days, request.as_of_date)
  const window = windowOf(
    records,
    payments.map((event) => paymentRecord(event, NAMELESS, today)),
  )
  const asOf = {
    ...standingOf(NAMELESS, window, asOfDay, undefined),
    attributes: attributesFromWire(attributes),
  }
  const asked = askedOf(request)
  const row = inModelOrder(featuresOf(program, asOf), toModel, champion)
  const [scored] = await scoreRows(champion.model, [row], kindOf(asked))
  const unnamed = uncategorised(transactions)
  return predictionToWire(champion, scored!, asked, {
    customerId: null,
    asOfDay,
    scoredAt: now,
    warnings: [
      ...asOf.warnings,
      ...(unnamed === 0
        ? []
        : [`${unnamed} of ${transactions.length} transactions say no category and count as other.`]),
    ],
  })
}

function attributesFromWire(given: NonNullable<PredictRequest['attributes']>): OneCustomerAttributes {
  return {
    ...(given.accounts !== undefined && { accounts: given.accounts }),
    ...(given.credit_limit_minor !== undefined && { credit_limit_minor: given.credit_limit_minor }),
    ...(given.declared_income_minor !== undefined && { declared_income_minor: given.declared_income_minor }),
  }
}

/** Of features, whose day nothing here tells: as asked for, else the portfolio's, else today. */
async function dayOf({ days }: PredictParts, date: string | undefined): Promise<number> {
  if (date !== undefined) return asOfDayOf(days, date)
  return (await days.latest()) ?? days.today()
}

function kindOf({ explain }: Asked) {
  return explain === 'none' ? undefined : 'interventional'
}

function requireOneWay(request: PredictRequest): void {
  const ways = [
    ['customer_id', request.customer_id !== undefined],
    ['features', request.features !== undefined],
    ['transactions', request.transactions !== undefined || request.payments !== undefined],
  ] as const
  const given = ways.filter(([, there]) => there).map(([name]) => name)
  if (given.length !== 1)
    throw new ProblemError(
      'out_of_range',
      given.length === 0
        ? 'Say whom to score: customer_id of a known customer, features, or transactions.'
        : `Say whom to score in one way, not in ${given.length}: ${given.join(', ')}.`,
      [
        {
          pointer: `/${given[1] ?? 'customer_id'}`,
          detail: 'Exactly one of customer_id, features and transactions.',
        },
      ],
    )
  if (request.attributes !== undefined && given[0] !== 'transactions')
    throw new ProblemError(
      'out_of_range',
      'Attributes go with transactions only; those of a known customer are known.',
      [{ pointer: '/attributes', detail: 'Leave it out, or send transactions.' }],
    )
}
