/** Ranks. */
import { orderOf } from './order.ts'

/**
 * Ranks from 1 to n; tied values share the average of theirs. Missing values are the caller's business.
 *
 * @param values shape [n]
 * @returns shape [n]
 */
export function rank(values: ArrayLike<number>): Float64Array {
  const order = orderOf(values)
  const n = order.length
  const ranks = new Float64Array(n)
  for (let start = 0; start < n; ) {
    let end = start + 1
    while (end < n && values[order[end]] === values[order[start]]) end++
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}
