/** Decides a part of a file of applications. Runs in a thread. */

import { readFile } from 'node:fs/promises'
import { openZenRules } from '@pratibimba/adapters/rules'
import { openTables } from '@pratibimba/adapters/tables'
import { type ExplanationDepth, ProblemError } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import { type Frame, sliceRows, valueAt } from '@pratibimba/numerics/frame'
import {
  ApplicationMappingError,
  type ApplicationTable,
  featureSetHash,
  type RefusedRow,
  tableOfApplications,
} from '@pratibimba/risk/applications'
import {
  type DecidedColumns,
  decideMany,
  openCreditModel,
  reasonTableOf,
  sha256Of,
} from '@pratibimba/risk/decisions'
import { type PolicyDocument, underKillSwitch } from '@pratibimba/risk/policies'
import type { CompiledPolicy } from '@pratibimba/risk/ports'
import type { Progress } from '../../threads/progress.ts'
import { caseColumnsOf } from './case-columns.ts'

export interface FilePart {
  readonly path: string
  /** Of `parts`, from 0: rows are split evenly, in their order. */
  readonly part: number
  readonly parts: number
  readonly maxUnpackedBytes: number
  /** Days since 1970-01-01 on which is decided, where the table has no date. */
  readonly asOfDay: number
}

export interface PartToDecide extends FilePart {
  readonly model: { readonly path: string; readonly sha256: string }
  readonly policy: PolicyDocument
  readonly killed: boolean
  readonly explain: ExplanationDepth
}

export interface DecidedPart {
  /** Row of the file of each decision, from 0. */
  readonly rows: Int32Array
  /** null where the table has no such column. */
  readonly customerIds: readonly (string | null)[]
  /** Of those that are recorded. */
  readonly decisionIds?: readonly string[]
  readonly decided: DecidedColumns
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
}

/** Rows decided between two reports of progress. */
const ROWS_AT_A_TIME = 20_000

/** @throws ProblemError `unusable_data` for a table that is not one of applications */
export async function decidePart(asked: PartToDecide, progress: Progress): Promise<DecidedPart[]> {
  const bytes = await readFile(asked.model.path)
  if (sha256Of(bytes) !== asked.model.sha256)
    throw new ProblemError('unavailable', 'The file of the credit model is not the one that was registered.')
  const model = openCreditModel(bytes)
  if (model.bundle.featureSet.hash !== featureSetHash())
    throw new ProblemError(
      'unavailable',
      'The credit model was trained with other features; promote a new one.',
    )
  const reasonTable = reasonTableOf(model.bundle.reasonTable)
  const rules = openZenRules()
  try {
    const plain = rules.compile(asked.policy)
    const policy = asked.killed ? switchedOff(plain) : plain
    progress(0, 'Reading the file')
    const { frame, first } = await readPart(asked)
    const reasons = asked.explain === 'none' ? 'none' : asked.explain === 'reasons' ? 'not-approved' : 'all'
    const done: DecidedPart[] = []
    for (let from = 0; from < frame.rows; from += ROWS_AT_A_TIME) {
      const some = sliceRows(frame, from, Math.min(from + ROWS_AT_A_TIME, frame.rows))
      const table = applicationsOf(some, asked.asOfDay)
      const decided = await decideMany({ model, policy, reasonTable }, caseColumnsOf(table), { reasons })
      done.push({
        rows: table.rows.map((row) => first + from + row),
        customerIds: idsOf(some, table.rows),
        decided,
        refused: table.refused.map((one) => ({ ...one, row: first + from + one.row })),
        refusedCount: table.refusedCount,
      })
      progress((from + some.rows) / frame.rows, 'Deciding')
    }
    return done
  } catch (error) {
    if (error instanceof DataError) throw new ProblemError('unusable_data', error.message)
    throw error
  } finally {
    rules.dispose()
  }
}

/** @throws TableError when the file cannot be read */
export async function readPart({
  path,
  part,
  parts,
  maxUnpackedBytes,
}: FilePart): Promise<{ frame: Frame; first: number }> {
  const tables = await openTables({ threads: 1, maxUnpackedBytes })
  try {
    const { frame } = await tables.read(path, { maxRejectedShare: 0 })
    const first = Math.floor((part * frame.rows) / parts)
    const end = Math.floor(((part + 1) * frame.rows) / parts)
    return { frame: sliceRows(frame, first, end), first }
  } finally {
    await tables.close()
  }
}

/** @throws ProblemError `unusable_data` */
export function applicationsOf(frame: Frame, asOfDay: number): ApplicationTable {
  try {
    const table = tableOfApplications(frame, { asOfDay })
    if (table.kind === 'applications') return table
    throw new ProblemError('unusable_data', `The file cannot be decided. ${table.why}`)
  } catch (error) {
    if (error instanceof ApplicationMappingError || error instanceof RangeError)
      throw new ProblemError('unusable_data', `The file cannot be decided: ${error.message}`)
    throw error
  }
}

export function idsOf(frame: Frame, rows: Int32Array): (string | null)[] {
  const column = frame.columns.get('customer_id')
  return Array.from(rows, (row) => {
    const value = column === undefined ? null : valueAt(column, row)
    return value === null ? null : String(value)
  })
}

function switchedOff(policy: CompiledPolicy): CompiledPolicy {
  return { ...policy, decide: async (input) => underKillSwitch(await policy.decide(input)) }
}
