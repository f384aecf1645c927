/** A wanted number of rows, every one of them hidden among k. */
import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import { codeColumn, codeCount } from './coded-column.ts'
import { enforceKAnonymity, type KAnonymityOptions, type KAnonymityReport } from './enforce-k-anonymity.ts'
import { equivalenceClasses } from './equivalence-classes.ts'
import { keepRows } from './keep-rows.ts'

const ATTEMPTS = 8

/**
 * Draws rows, enforces k on them, and draws more where rows had to be removed, until exactly `rows` are left.
 *
 * @param draw rows [0, n) of a source in which rows do not depend on n
 * @param rows wanted; at least k
 * @returns the rows and what the last enforcement did
 * @throws RangeError when k cannot be had, even with more rows
 * @see docs/methods/k-anonymity.md
 */
export function sampleAnonymously(
  draw: (count: number) => Frame,
  rows: number,
  k: number,
  quasiIdentifiers: readonly string[],
  options: KAnonymityOptions = {},
): [Frame, KAnonymityReport] {
  let count = rows
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [frame, report] = enforceKAnonymity(draw(count), k, quasiIdentifiers, options)
    const trimmed = trimTo(frame, rows, k, quasiIdentifiers)
    if (trimmed !== undefined) return [trimmed, report]
    count += Math.ceil(1.5 * Math.max(0, rows - frame.rows)) + k
  }
  throw new RangeError(
    `sampleAnonymously: need ${rows} rows with k = ${k}, got too few after drawing ${count}; choose fewer or coarser quasi-identifiers than ${quasiIdentifiers.join(', ')}`,
  )
}

/** The first rows that leave no class smaller than k; undefined where that cannot be done. */
function trimTo(
  frame: Frame,
  rows: number,
  k: number,
  quasiIdentifiers: readonly string[],
): Frame | undefined {
  let surplus = frame.rows - rows
  if (surplus < 0) return undefined
  if (surplus === 0) return frame
  const coded = quasiIdentifiers.map((name) => codeColumn(name, columnOf(frame, name), true))
  const { ids, sizes } = equivalenceClasses(
    coded.map(({ codes }) => codes),
    coded.map(codeCount),
    frame.rows,
  )
  const kept = new Uint8Array(frame.rows).fill(1)
  for (let row = frame.rows - 1; row >= 0 && surplus > 0; row--) {
    if (sizes[ids[row]] <= k) continue
    sizes[ids[row]]--
    kept[row] = 0
    surplus--
  }
  if (surplus > 0) return undefined
  const order = new Int32Array(rows)
  let at = 0
  for (let row = 0; row < frame.rows; row++) if (kept[row] === 1) order[at++] = row
  return keepRows(frame, order)
}
