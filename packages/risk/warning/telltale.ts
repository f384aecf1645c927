/** Features that give the outcome away: written after it, or made of it. */

/** Of customers without a miss, the share that may lie beyond where a tail begins. */
const BEYOND = 0.001
/** Of missed payments, the share in such a tail that no honest feature has. */
const SHARE = 0.3
const LEAST_EVENTS = 15

/**
 * Whether three in ten missed payments, and at least fifteen, lie where at most one in a thousand of the others does: above a
 * value, below one, among the missing or among the known.
 *
 * What is known before a miss shifts chances; it does not set apart those who will miss. At an event rate of 5% a tail like
 * this would be right 94 times in a hundred.
 *
 * @param values one of each row, NaN is missing
 * @param label  0 or 1, of the same rows
 * @see docs/methods/early-warning-model.md
 */
export function isTelltale(values: Float64Array, label: Float64Array): boolean {
  const others: number[] = []
  const events: number[] = []
  let [missingOthers, missingEvents] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (Number.isNaN(value)) label[row] === 1 ? missingEvents++ : missingOthers++
    else (label[row] === 1 ? events : others).push(value)
  }
  const allEvents = events.length + missingEvents
  const allowed = Math.floor(BEYOND * (others.length + missingOthers))
  const needed = Math.max(LEAST_EVENTS, SHARE * allEvents)
  if (missingEvents >= needed && missingOthers <= allowed) return true
  if (events.length >= needed && others.length <= allowed) return true
  if (others.length <= allowed || events.length < needed) return false
  const sorted = Float64Array.from(others).sort()
  const [low, high] = [sorted[allowed], sorted[sorted.length - 1 - allowed]]
  let [below, above] = [0, 0]
  for (const value of events) {
    if (value < low) below++
    else if (value > high) above++
  }
  return below >= needed || above >= needed
}
