/** The rollout of an experiment as it is typed: rising percentages. */

/** Shares as percentages in one line: 1, 5, 20, 50. */
export function writeRollout(shares: readonly number[]): string {
  return shares.map((share) => Number((share * 100).toFixed(4))).join(', ')
}

/** @returns the shares, or what is wrong with the text */
export function readRollout(text: string): readonly number[] | string {
  const parts = text.split(/[\s,;%]+/).filter((part) => part !== '')
  if (parts.length === 0) return 'At least one percentage is needed'
  if (parts.length > 10) return 'At most ten steps'
  const shares = parts.map((part) => Number(part) / 100)
  const wrong = parts.findIndex((_, at) => !(shares[at]! > 0 && shares[at]! <= 1))
  if (wrong >= 0) return `"${parts[wrong]}" is no percentage above 0 and up to 100`
  if (shares.some((share, at) => at > 0 && share <= shares[at - 1]!))
    return 'Each step must be larger than the one before'
  return shares.map((share) => Number(share.toFixed(6)))
}
