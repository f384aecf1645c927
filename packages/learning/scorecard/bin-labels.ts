/** What a bin is called. */

/** `[a, b)` with the shortest digits that tell the cut points apart; `< a` and `≥ b` at the ends. */
export function intervalLabel(splits: readonly number[], bin: number): string {
  if (splits.length === 0) return 'all values'
  const written = splits.map((split) => shortest(split, splits))
  if (bin === 0) return `< ${written[0]}`
  if (bin === splits.length) return `≥ ${written[bin - 1]}`
  return `[${written[bin - 1]}, ${written[bin]})`
}

function shortest(value: number, among: readonly number[]): string {
  for (let digits = 4; digits < 17; digits++) {
    const text = String(Number(value.toPrecision(digits)))
    const clash = among.some((other) => other !== value && Number(other.toPrecision(digits)) === Number(text))
    if (!clash) return text
  }
  return String(value)
}
