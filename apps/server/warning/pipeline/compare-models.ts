/** Whether a candidate takes the place of the model in use, on rows that both have answered to. */
import { readPredictions } from '@pratibimba/adapters/warning'
import { DataError } from '@pratibimba/learning/data'
import { comparePromotion, predictionRows } from '@pratibimba/risk/warning'

export interface ModelAnswers {
  readonly customerId: string
  readonly asOfDay: number
  readonly label: number
  /** Calibrated probabilities. */
  readonly candidate: number
  readonly current: number
}

export interface Comparison {
  readonly verdict: 'promote' | 'keep'
  /** A sentence for the record. */
  readonly reason: string
  readonly rows?: number
  readonly events?: number
  readonly currentAuc?: number
  readonly candidateAuc?: number
}

interface Settings {
  readonly missCost: number
  readonly seed: number
}

/** Missed payments that are needed to compare at all. */
const LEAST_EVENTS = 30

/**
 * @param learntFrom customers the model in use had learnt from; they are left out where enough others remain. Where not,
 *   they stay, which favours the model in use, and the reason says so
 */
export function compareOn(
  answers: readonly ModelAnswers[],
  learntFrom: ReadonlySet<string>,
  { missCost, seed }: Settings,
): Comparison {
  const unseen = answers.filter(({ customerId }) => !learntFrom.has(customerId))
  const isEnough = unseen.reduce((sum, { label }) => sum + label, 0) >= LEAST_EVENTS
  const rows = isEnough ? unseen : answers
  try {
    const verdict = comparePromotion(
      {
        customerId: rows.map(({ customerId }) => customerId),
        asOfDay: Int32Array.from(rows, ({ asOfDay }) => asOfDay),
        label: Float64Array.from(rows, ({ label }) => label),
        current: Float64Array.from(rows, ({ current }) => current),
        candidate: Float64Array.from(rows, ({ candidate }) => candidate),
      },
      { missCost, seed },
    )
    const favoured = rows.length - unseen.length
    const note =
      rows === answers && favoured > 0
        ? ` Of the ${rows.length} customers compared on, the model in use had learnt from ${favoured} at earlier dates, which favours it.`
        : ''
    return {
      verdict: verdict.verdict,
      reason: verdict.reason + note,
      rows: verdict.rows,
      events: verdict.events,
      currentAuc: verdict.currentAuc,
      candidateAuc: verdict.candidateAuc,
    }
  } catch (error) {
    if (error instanceof DataError)
      return { verdict: 'keep', reason: `It cannot be compared with the model in use: ${error.message}` }
    throw error
  }
}

export interface StoredModels extends Settings {
  readonly candidatePath: string
  readonly currentPath: string
}

/** From stored predictions alone: rows that both models were tested on. Runs in a thread. */
export async function compareStored(models: StoredModels): Promise<Comparison> {
  const [candidate, current] = await Promise.all([
    readPredictions(models.candidatePath),
    readPredictions(models.currentPath),
  ])
  const ofCurrent = new Map<string, number>()
  for (const row of predictionRows(current, 'test'))
    ofCurrent.set(`${current.asOfDay[row]} ${current.customerId[row]} ${current.label[row]}`, row)
  const answers: ModelAnswers[] = []
  for (const row of predictionRows(candidate, 'test')) {
    const [asOfDay, customerId, label] = [
      candidate.asOfDay[row],
      candidate.customerId[row],
      candidate.label[row],
    ]
    const same = ofCurrent.get(`${asOfDay} ${customerId} ${label}`)
    if (same !== undefined)
      answers.push({
        customerId,
        asOfDay,
        label,
        candidate: candidate.probability[row],
        current: current.probability[same],
      })
  }
  return compareOn(answers, new Set(), models)
}
