/** Categories as what happened to the rows that have them: by the rows before in an order, or by all rows. */

/** One way to make a number of a category. */
export type StatisticKind =
  /** Share of outcomes above the border among rows of the cell, drawn towards the prior. */
  | { readonly kind: 'borders'; readonly border: number; readonly prior: number }
  /** How common the cell is beside the most common one. */
  | { readonly kind: 'counter' }

const shares = [0, 0.5, 1]
/** A quotient this close below a whole number of bins is on it. */
const rounding = 1e-6

/** CatBoost's defaults: for each border of the outcome three priors, and one count. */
export function defaultStatistics(outcomeBorders: number): StatisticKind[] {
  const kinds: StatisticKind[] = []
  for (let border = 0; border < outcomeBorders; border++)
    for (const prior of shares) kinds.push({ kind: 'borders', border, prior })
  return [...kinds, { kind: 'counter' }]
}

/** Rows by cell of a category or a combination. */
export interface Cells {
  /** Cell of each row, 0 … count − 1; −1: unknown, in no cell; shape [rows]. */
  readonly ofRow: Int32Array
  readonly count: number
}

/** What the statistics learn from. */
export interface Outcomes {
  /** Class of each row: how many borders its outcome lies above; shape [rows]. */
  readonly classOf: Uint8Array
  readonly classes: number
  /** Rows that count; all when absent. */
  readonly counted?: Uint8Array
}

/**
 * Bins of the ordered statistic of each row: of the rows before it in the permutation, never its own outcome.
 *
 *   (rows before, in the cell, above the border + prior) / (rows before, in the cell + 1), cut into equal bins
 *
 * @param order  row of each place in the permutation
 * @param bins   bins − 1 = CatBoost's CtrBorderCount
 * @param out    per statistic the bin of each row, shape [statistics][rows]
 * @see docs/methods/ordered-boosting.md
 */
export function orderedStatistics(
  cells: Cells,
  outcomes: Outcomes,
  order: Uint32Array,
  kinds: readonly StatisticKind[],
  bins: number,
  out: readonly Uint8Array[],
): void {
  const { ofRow, count } = cells
  const { classOf, classes, counted } = outcomes
  const totals = new Uint32Array(count + 1)
  const above = new Uint32Array(count + 1)
  const steps = bins - 1
  for (let border = 0; border < classes - 1; border++) {
    const priors: number[] = []
    const columns: Uint8Array[] = []
    kinds.forEach((kind, k) => {
      if (kind.kind !== 'borders' || kind.border !== border) return
      priors.push(kind.prior)
      columns.push(out[k])
    })
    if (priors.length === 0) continue
    totals.fill(0)
    above.fill(0)
    for (let place = 0; place < order.length; place++) {
      const row = order[place]
      // An unknown category has no history and makes none.
      const cell = ofRow[row] < 0 ? count : ofRow[row]
      const scale = steps / (totals[cell] + 1)
      for (let k = 0; k < priors.length; k++) columns[k][row] = (above[cell] + priors[k]) * scale + rounding
      if (cell === count || (counted !== undefined && counted[row] === 0)) continue
      totals[cell]++
      if (classOf[row] > border) above[cell]++
    }
  }
  kinds.forEach((kind, k) => {
    if (kind.kind !== 'counter') return
    const values = statisticOfCells(cells, outcomes, kind).values
    const column = out[k]
    for (let row = 0; row < ofRow.length; row++)
      column[row] = ofRow[row] < 0 ? 0 : values[ofRow[row]] * steps + rounding
  })
}

/**
 * The statistic of each cell over all rows, as the model keeps it.
 *
 * @returns one value per cell, and the value of a cell that no row has
 */
export function statisticOfCells(
  cells: Cells,
  outcomes: Outcomes,
  kind: StatisticKind,
): { values: Float64Array; otherwise: number } {
  const totals = new Float64Array(cells.count)
  const above = new Float64Array(cells.count)
  for (let row = 0; row < cells.ofRow.length; row++) {
    const cell = cells.ofRow[row]
    if (cell < 0 || outcomes.counted?.[row] === 0) continue
    totals[cell]++
    if (kind.kind === 'borders' && outcomes.classOf[row] > kind.border) above[cell]++
  }
  if (kind.kind === 'borders')
    return { values: totals.map((total, c) => (above[c] + kind.prior) / (total + 1)), otherwise: kind.prior }
  const most = totals.reduce((highest, total) => Math.max(highest, total), 0)
  return { values: totals.map((total) => total / (most + 1)), otherwise: 0 }
}

/** Bin b ends here: a value is in a bin up to b when it is at most this. */
export function statisticBorder(bin: number, bins: number): number {
  return (bin + 1 - rounding) / (bins - 1)
}
