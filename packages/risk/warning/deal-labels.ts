/** Outcomes dealt to other customers: nothing is left to be learnt, and what is found all the same is a leak. */
import { openStream, shuffle } from '@pratibimba/numerics/random'
import type { PanelRows } from './panel.ts'

/**
 * Labels of other customers on the same as-of date. A customer's outcomes go to one other customer together, as far as
 * both have rows on the same dates, so that a customer who is on both sides of a division would be found out.
 *
 * @returns shape [rows]; the share of events of every as-of date stays
 */
export function dealLabels({ customer, customerIds, asOfDay, label }: PanelRows, seed: number): Float64Array {
  const rank = shuffle(
    Int32Array.from(customerIds, (_, index) => index),
    openStream(seed, 'deal-labels'),
  )
  const dealt = new Float64Array(label.length)
  for (const day of new Set(asOfDay)) {
    const rows = Int32Array.from(label.keys()).filter((row) => asOfDay[row] === day)
    const to = rows.slice().sort((a, b) => customer[a] - customer[b])
    const from = rows.slice().sort((a, b) => rank[customer[a]] - rank[customer[b]])
    for (let place = 0; place < rows.length; place++) dealt[to[place]] = label[from[place]]
  }
  return dealt
}
