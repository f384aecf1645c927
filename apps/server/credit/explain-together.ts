/** Explains rows that come at the same time in one go: a row costs a fraction of one alone, and comes out the same to the bit. */
import type { CreditModel } from '@pratibimba/risk/decisions'

/** Explained at a time; others want the thread too. */
const MOST_TOGETHER = 32

interface Waiting {
  readonly row: Float64Array
  done(contributions: Float64Array): void
  failed(error: unknown): void
}

/** @returns a function as `contributions` of the model for one row, shape [features] */
export function explainTogether(
  model: Pick<CreditModel, 'contributions'>,
): (row: Float64Array) => Promise<Float64Array> {
  const waiting: Waiting[] = []
  const work = () => {
    const group = waiting.splice(0, MOST_TOGETHER)
    if (waiting.length > 0) setImmediate(work)
    try {
      const width = group[0]!.row.length
      const columns = Array.from({ length: width }, (_, f) => Float64Array.from(group, ({ row }) => row[f]!))
      const all = model.contributions({ rows: group.length, columns })
      for (const [place, { done }] of group.entries()) done(all.slice(place * width, (place + 1) * width))
    } catch (error) {
      for (const { failed } of group) failed(error)
    }
  }
  return (row) =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed })
      if (waiting.length === 1) setImmediate(work)
    })
}
