/** The file of decisions, and the file of rows that are no applications. Runs in a thread. */
import { openTables } from '@pratibimba/adapters/tables'
import { decisionOutcomes } from '@pratibimba/contract'
import { type Column, type Frame, frameOf, frameSchema } from '@pratibimba/numerics/frame'
import { MOST_REASONS } from '@pratibimba/risk/decisions'
import type { TableFormat } from '@pratibimba/risk/ports'
import type { DecidedPart } from './decide-in-thread.ts'

export interface DecidedFiles {
  readonly parts: readonly DecidedPart[]
  readonly format: TableFormat
  readonly decisionsPath: string
  readonly refusedPath: string
}

export interface WrittenDecisions {
  readonly rows: number
  readonly refused: number
}

export async function writeDecided({
  parts,
  format,
  decisionsPath,
  refusedPath,
}: DecidedFiles): Promise<WrittenDecisions> {
  const tables = await openTables({ threads: 1 })
  try {
    const frames = parts.map(decidedFrame)
    const sink = await tables.openSink(decisionsPath, frameSchema(frames[0]!), { format })
    for (const frame of frames) await sink.write(frame)
    const { rows } = await sink.close()
    const refused = refusedFrame(parts)
    const other = await tables.openSink(refusedPath, frameSchema(refused), { format: 'csv' })
    await other.write(refused)
    await other.close()
    return { rows, refused: parts.reduce((sum, { refusedCount }) => sum + refusedCount, 0) }
  } finally {
    await tables.close()
  }
}

function decidedFrame({ rows, customerIds, decisionIds, decided }: DecidedPart): Frame {
  const { pd, decision, limit, annualRate, reasons, reasonCodes, firedStart, fired, ruleIds } = decided
  const codes = ['', ...reasonCodes.map(({ code }) => code)]
  const texts = ['', ...reasonCodes.map(({ text }) => text)]
  const reason = (place: number) => Int32Array.from(rows, (_, i) => reasons[i * MOST_REASONS + place]!)
  return frameOf([
    ['row', { kind: 'int32', values: rows.map((row) => row + 1) }],
    ['customer_id', { kind: 'text', values: customerIds.map((id) => id ?? '') }],
    ...(decisionIds === undefined
      ? []
      : [['decision_id', { kind: 'text', values: decisionIds }] as [string, Column]]),
    ['score', { kind: 'float64', values: pd.map((value) => 1 - value) }],
    ['decision', { kind: 'category', values: Int32Array.from(decision), dictionary: decisionOutcomes }],
    ['limit', numbers(limit)],
    ['annual_rate', numbers(annualRate)],
    ...Array.from({ length: MOST_REASONS }, (_, place): [string, Column][] => [
      [`reason_${place + 1}_code`, { kind: 'category', values: reason(place), dictionary: codes }],
      [`reason_${place + 1}`, { kind: 'category', values: reason(place), dictionary: texts }],
    ]).flat(),
    [
      'rules',
      {
        kind: 'text',
        values: Array.from(rows, (_, i) =>
          Array.from(fired.subarray(firedStart[i], firedStart[i + 1]), (place) => ruleIds[place]).join(' '),
        ),
      },
    ],
  ])
}

function refusedFrame(parts: readonly DecidedPart[]): Frame {
  const all = parts.flatMap(({ refused }) => refused)
  return frameOf([
    ['row', { kind: 'int32', values: Int32Array.from(all, ({ row }) => row + 1) }],
    ['column', { kind: 'text', values: all.map(({ column }) => column) }],
    ['reason', { kind: 'text', values: all.map(({ reason }) => reason) }],
  ])
}

function numbers(values: Float64Array): Column {
  return {
    kind: 'float64',
    values,
    validity: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
  }
}
