/** Makes every row share its quasi-identifiers with at least k − 1 others. */
import { columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { type CodedColumn, codeColumn, codeCount, rowsWhere } from './coded-column.ts'
import { draftOf } from './draft.ts'
import { type Classes, equivalenceClasses } from './equivalence-classes.ts'
import { keepRows } from './keep-rows.ts'
import { describeClasses } from './measure-k-anonymity.ts'
import { microAggregate } from './micro-aggregation.ts'
import { bandNumbers } from './numeric-bands.ts'
import { groupRareCategories, OTHER } from './rare-categories.ts'

/** Smallest k that banks accept. */
const BANK_K = 5

export interface KAnonymityOptions {
  /** Columns of numbers that are codes without an order (sex 1/2): never averaged. */
  readonly nominal?: readonly string[]
}

export interface KAnonymityReport {
  readonly initialK: number
  readonly finalK: number
  /** finalK is at least 5 and at least k. */
  readonly bankCompliant: boolean
  readonly recordsSuppressed: number
  /** What was done, in order, for a person. */
  readonly transformationsApplied: readonly string[]
}

/**
 * Enforces k-anonymity in four passes, each only where it is needed: rare numbers into bands, rare categories into
 * "Other", remaining rare rows into groups with common values, and removal of whatever would still stand out.
 * Columns keep their kinds and their order, rows their order, and columns that are no quasi-identifiers their values.
 * A frame that fulfils k is answered unchanged.
 *
 * @param k               at least 2 and at most the number of rows
 * @param quasiIdentifiers names of at least one column
 * @returns the table and what was done to it
 * @throws RangeError when k is no such number, or a column is unknown or named twice
 * @see docs/methods/k-anonymity.md
 */
export function enforceKAnonymity(
  frame: Frame,
  k: number,
  quasiIdentifiers: readonly string[],
  options: KAnonymityOptions = {},
): [Frame, KAnonymityReport] {
  checkRequest(frame, k, quasiIdentifiers, options)
  const nominal = new Set(options.nominal)
  const initial = quasiIdentifiers.map((name) => codeColumn(name, columnOf(frame, name), nominal.has(name)))
  const initialK = describeClasses(classesOf(initial, frame.rows).sizes).k
  if (initialK >= k) return [frame, report(initialK, initialK, k, 0, [])]

  const applied: string[] = []
  const coarse = initial.map((column) => coarsen(column, k, applied))
  const drafts = coarse.map(draftOf)
  const aggregated = microAggregate(drafts, classesOf(coarse, frame.rows), k)
  if (aggregated.groups > 0)
    applied.push(
      `micro-aggregation: ${inWords(aggregated.rows)} rows share the values of ${inWords(aggregated.groups)} groups`,
    )
  if (aggregated.moved > 0)
    applied.push(`micro-aggregation: ${inWords(aggregated.moved)} rows took the values of the nearest class`)

  const changed = new Map(drafts.map((draft) => [draft.coded.name, draft.finish()]))
  const generalised = frameOf(
    [...frame.columns].map(([name, column]) => [name, changed.get(name) ?? column] as const),
  )
  return suppress(generalised, k, quasiIdentifiers, initialK, applied)
}

function coarsen(column: CodedColumn, k: number, applied: string[]): CodedColumn {
  const coarse = column.scale === 'numeric' ? bandNumbers(column, k) : groupRareCategories(column, k)
  if (coarse === column) return column
  const [from, to] = [codeCount(column) - 1, codeCount(coarse) - 1]
  applied.push(
    column.scale === 'numeric'
      ? `numeric bands: ${column.name}, ${inWords(from)} values in ${inWords(to)} bands`
      : `rare categories to ${holdsText(column) ? `"${OTHER}"` : 'missing'}: ${column.name}`,
  )
  return coarse
}

function holdsText({ column }: CodedColumn): boolean {
  return column.kind === 'category' || column.kind === 'text'
}

/** Last pass, and the proof of the others: classes are counted anew on the finished columns. */
function suppress(
  frame: Frame,
  k: number,
  quasiIdentifiers: readonly string[],
  initialK: number,
  applied: string[],
): [Frame, KAnonymityReport] {
  const coded = quasiIdentifiers.map((name) => codeColumn(name, columnOf(frame, name), true))
  const { ids, sizes } = classesOf(coded, frame.rows)
  const kept = rowsWhere(frame.rows, (row) => sizes[ids[row]] >= k)
  const suppressed = frame.rows - kept.length
  const finalK = describeClasses(sizes.filter((size) => size >= k)).k
  if (suppressed === 0) return [frame, report(initialK, finalK, k, 0, applied)]
  applied.push(`suppression: ${inWords(suppressed)} rows`)
  return [keepRows(frame, kept), report(initialK, finalK, k, suppressed, applied)]
}

function classesOf(columns: readonly CodedColumn[], rows: number): Classes {
  return equivalenceClasses(
    columns.map(({ codes }) => codes),
    columns.map(codeCount),
    rows,
  )
}

function report(
  initialK: number,
  finalK: number,
  k: number,
  recordsSuppressed: number,
  transformationsApplied: readonly string[],
): KAnonymityReport {
  const bankCompliant = finalK >= BANK_K && finalK >= k
  return { initialK, finalK, bankCompliant, recordsSuppressed, transformationsApplied }
}

function checkRequest(
  frame: Frame,
  k: number,
  quasiIdentifiers: readonly string[],
  { nominal = [] }: KAnonymityOptions,
): void {
  if (!Number.isInteger(k) || k < 2)
    throw new RangeError(`enforceKAnonymity: need a whole k of at least 2, got ${k}`)
  if (k > frame.rows)
    throw new RangeError(
      `enforceKAnonymity: need at least k = ${k} rows, got ${frame.rows}; lower k or add rows`,
    )
  if (quasiIdentifiers.length === 0)
    throw new RangeError('enforceKAnonymity: need at least one quasi-identifier, got none')
  const twice = quasiIdentifiers.find((name, i) => quasiIdentifiers.indexOf(name) !== i)
  if (twice !== undefined)
    throw new RangeError(`enforceKAnonymity: need each quasi-identifier once, got "${twice}" twice`)
  for (const name of [...quasiIdentifiers, ...nominal]) columnOf(frame, name)
}

function inWords(count: number): string {
  return count.toLocaleString('en')
}
