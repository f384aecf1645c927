/** Stored predictions as a table: what every figure of a training follows from. */
import { type Column, type Frame, frameOf, frameSchema } from '@pratibimba/numerics/frame'
import { TableError, type TableFormat } from '@pratibimba/risk/ports'
import { scoredMembers, TEST_SPLIT, type WarningPredictions } from '@pratibimba/risk/warning'
import { numbersOf, textsOf } from '../lake/named-values.ts'
import { openTables } from '../tables/index.ts'

/**
 * Writes customer_id, as_of_date, split (fold or test), fold, label, first_missed_on, score, probability and the log-odds of
 * each member; the file appears whole or not at all.
 */
export async function writePredictions(
  predictions: WarningPredictions,
  path: string,
  format: TableFormat,
): Promise<{
  readonly path: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}> {
  const frame = frameOfPredictions(predictions)
  const tables = await openTables()
  try {
    const sink = await tables.openSink(path, frameSchema(frame), { format })
    try {
      await sink.write(frame)
    } catch (error) {
      await sink.abort()
      throw error
    }
    return await sink.close()
  } finally {
    await tables.close()
  }
}

/** @throws TableError when the file is no such table */
export async function readPredictions(path: string): Promise<WarningPredictions> {
  const tables = await openTables({ threads: 1 })
  try {
    const { frame } = await tables.read(path, {
      kinds: {
        customer_id: 'text',
        as_of_date: 'date',
        split: 'category',
        fold: 'int32',
        label: 'int32',
        first_missed_on: 'date',
        score: 'float64',
        probability: 'float64',
        ...Object.fromEntries(scoredMembers.map((member) => [member, 'float64'])),
      },
    })
    const all = (name: string): Float64Array =>
      Float64Array.from({ length: frame.rows }, (_, row) => of[name](row))
    const of = Object.fromEntries(
      [...frame.columns.keys()]
        .filter((name) => name !== 'customer_id' && name !== 'split')
        .map((name) => [name, numbersOf(frame, name)]),
    )
    const id = textsOf(frame, 'customer_id')
    const split = textsOf(frame, 'split')
    const label = all('label')
    const wrong = label.findIndex((value) => value !== 0 && value !== 1)
    if (wrong >= 0)
      throw new TableError('unreadable', `${path}: label must be 0 or 1 in row ${wrong + 1}.`, {
        column: 'label',
      })
    return {
      customerId: Array.from({ length: frame.rows }, (_, row) => id(row)),
      asOfDay: Int32Array.from(all('as_of_date')),
      split: Int8Array.from({ length: frame.rows }, (_, row) =>
        split(row) === 'test' ? TEST_SPLIT : of.fold(row),
      ),
      label,
      firstMissedDay: all('first_missed_on'),
      score: all('score'),
      probability: all('probability'),
      members: Object.fromEntries(
        scoredMembers.map((member) => [member, all(member)]),
      ) as WarningPredictions['members'],
    }
  } finally {
    await tables.close()
  }
}

function frameOfPredictions(predictions: WarningPredictions): Frame {
  const { customerId, asOfDay, split, label, firstMissedDay, score, probability, members } = predictions
  return frameOf([
    ['customer_id', { kind: 'text', values: customerId }],
    ['as_of_date', { kind: 'date', values: asOfDay }],
    [
      'split',
      {
        kind: 'category',
        dictionary: ['fold', 'test'],
        values: Int32Array.from(split, (fold) => (fold === TEST_SPLIT ? 1 : 0)),
      },
    ],
    [
      'fold',
      withGaps(
        'int32',
        Int32Array.from(split, (fold) => Math.max(0, fold)),
        (row) => split[row] !== TEST_SPLIT,
      ),
    ],
    ['label', { kind: 'int32', values: Int32Array.from(label) }],
    [
      'first_missed_on',
      withGaps(
        'date',
        Int32Array.from(firstMissedDay, (day) => (Number.isNaN(day) ? 0 : day)),
        (row) => !Number.isNaN(firstMissedDay[row]),
      ),
    ],
    ['score', { kind: 'float64', values: score }],
    ['probability', { kind: 'float64', values: probability }],
    ...scoredMembers.map((member) => [member, numbers(members[member])] as const),
  ])
}

function withGaps(kind: 'int32' | 'date', values: Int32Array, present: (row: number) => boolean): Column {
  return { kind, values, validity: Uint8Array.from(values, (_, row) => (present(row) ? 1 : 0)) }
}

function numbers(values: Float64Array): Column {
  return values.some(Number.isNaN)
    ? { kind: 'float64', values, validity: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)) }
    : { kind: 'float64', values }
}
