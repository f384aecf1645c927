/** An estimate and its interval, on the wire. */

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** @param scaled of value and both ends alike: percent of shares, for instance */
export function intervalOf(
  { value, lower, upper }: { readonly value: number; readonly lower: number; readonly upper: number },
  scaled = (x: number) => x,
): Interval {
  return { value: scaled(value), low: scaled(lower), high: scaled(upper) }
}
