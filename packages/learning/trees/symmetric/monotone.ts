/** Leaf values that keep a promised direction: weighted isotonic regression along the leaves. */
import type { Projection } from './leaf-values.ts'

/**
 * Makes leaf values monotone in the splits that have a direction.
 *
 * Leaves that differ in directed splits only form a chain, ordered by those splits' bits, later splits counting more;
 * each chain is projected by pooling adjacent violators. The chain is one way to complete the partial order that the
 * constraints ask for, as CatBoost does it: never less than promised.
 *
 * @param directions per split of the tree, whose bit of the leaf number is 1 above the border: 1, −1 or 0
 * @returns nothing to project when no split has a direction
 */
export function monotoneProjection(directions: readonly number[]): Projection | undefined {
  if (directions.every((direction) => direction === 0)) return undefined
  const leaves = 1 << directions.length
  let directed = 0
  let falling = 0
  directions.forEach((direction, split) => {
    if (direction !== 0) directed |= 1 << split
    if (direction < 0) falling |= 1 << split
  })
  const chains = new Map<number, number[]>()
  const order = Array.from({ length: leaves }, (_, leaf) => leaf).sort(
    (a, b) => (a ^ falling) - (b ^ falling),
  )
  for (const leaf of order) {
    const chain = leaf & ~directed
    chains.set(chain, [...(chains.get(chain) ?? []), leaf])
  }
  return (values, weights) => {
    for (const chain of chains.values()) poolViolators(chain, values, weights)
  }
}

function poolViolators(chain: readonly number[], values: Float64Array, weights: Float64Array): void {
  const blocks: { sum: number; weight: number; length: number }[] = []
  for (const leaf of chain) {
    const weight = Math.max(weights[leaf], 1e-300)
    let block = { sum: values[leaf] * weight, weight, length: 1 }
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.weight < block.sum / block.weight) break
      blocks.pop()
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        length: last.length + block.length,
      }
    }
    blocks.push(block)
  }
  let place = 0
  for (const { sum, weight, length } of blocks)
    for (let i = 0; i < length; i++) values[chain[place++]] = sum / weight
}
