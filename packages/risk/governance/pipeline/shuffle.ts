/** Rows in an order drawn by lot. */

/** In place (Fisher and Yates). */
export function shuffle(order: Int32Array, random: { uniform(): number }): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
}
