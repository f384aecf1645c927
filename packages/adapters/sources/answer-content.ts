/** What a source said, held against what it may say. */
import { parseDay } from '@pratibimba/numerics/calendar'
import type { SourceAnswer } from '@pratibimba/risk/ports'

export type AnswerContent = Pick<SourceAnswer, 'history' | 'values'>
type CreditHistory = NonNullable<SourceAnswer['history']>

const mostValues = 500
const mostEntries = 1_000
const longestLabel = 64
const valueName = /^[a-z][a-z0-9_]{0,63}$/

/** An answer that is not as agreed; says where, never what stood there. */
export class SourceAnswerUnusable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SourceAnswerUnusable'
  }
}

/**
 * Reads
 *
 *   { "credit_history": { "score": 0–1000,
 *                         "accounts": [{ "type": text, "status": text }],
 *                         "inquiries": [{ "date": "YYYY-MM-DD" }] },
 *     "values": { "monthly_net_income": number, … } }
 *
 * Everything may be absent or null, which is how a source says that it does not know the customer; other fields are
 * left aside. A value may be true or false, which are 1 and 0.
 *
 * @throws SourceAnswerUnusable
 */
export function readAnswer(given: unknown): AnswerContent {
  const { credit_history, values } = fieldsOf(given, 'the answer')
  return {
    ...(isThere(credit_history) && { history: readHistory(credit_history) }),
    ...(isThere(values) && { values: readValues(values) }),
  }
}

/** @throws SourceAnswerUnusable */
function readHistory(given: unknown): CreditHistory {
  const { score, accounts, inquiries } = fieldsOf(given, 'credit_history')
  return {
    ...(isThere(score) && { score: readScore(score) }),
    ...(isThere(accounts) && {
      accounts: entriesOf(accounts, 'accounts').map((account, index) => {
        const place = `accounts[${index}]`
        const { type, status } = fieldsOf(account, place)
        return {
          ...(isThere(type) && { type: readLabel(type, `${place}.type`) }),
          ...(isThere(status) && { status: readLabel(status, `${place}.status`) }),
        }
      }),
    }),
    ...(isThere(inquiries) && {
      inquiryDays: entriesOf(inquiries, 'inquiries').flatMap((inquiry, index) => {
        const place = `inquiries[${index}]`
        const { date } = fieldsOf(inquiry, place)
        return isThere(date) ? [readDay(date, `${place}.date`)] : []
      }),
    }),
  }
}

function readValues(given: unknown): Record<string, number> {
  const entries = Object.entries(fieldsOf(given, 'values')).filter(([, value]) => isThere(value))
  if (entries.length > mostValues)
    throw new SourceAnswerUnusable(`values: need at most ${mostValues}, got ${entries.length}`)
  return Object.fromEntries(
    entries.map(([name, value], index) => {
      if (!valueName.test(name))
        throw new SourceAnswerUnusable(
          `values: the name of entry ${index + 1} needs small letters, digits and _`,
        )
      const number = typeof value === 'boolean' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number))
        throw new SourceAnswerUnusable(`values.${name}: need a number, true or false`)
      return [name, number]
    }),
  )
}

function readScore(given: unknown): number {
  if (typeof given !== 'number' || !(given >= 0 && given <= 1000))
    throw new SourceAnswerUnusable('credit_history.score: need a number from 0 to 1000')
  return given
}

function readLabel(given: unknown, place: string): string {
  if (typeof given !== 'string' || given.length > longestLabel)
    throw new SourceAnswerUnusable(`${place}: need a text of at most ${longestLabel} characters`)
  return given
}

function readDay(given: unknown, place: string): number {
  try {
    return parseDay(String(given))
  } catch {
    throw new SourceAnswerUnusable(`${place}: need a date YYYY-MM-DD`)
  }
}

function entriesOf(given: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(given) || given.length > mostEntries)
    throw new SourceAnswerUnusable(`${place}: need a list of at most ${mostEntries}`)
  return given
}

function fieldsOf(given: unknown, place: string): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new SourceAnswerUnusable(`${place}: need an object`)
  return given as Record<string, unknown>
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null
