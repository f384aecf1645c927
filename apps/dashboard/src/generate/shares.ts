/** Mixes of shares that sum to one. */

/** Shares are held to four decimals, so that what is shown is what is sent. */
export const rounded = (share: number) => Number(share.toFixed(4))

export function sumOf(mix: Readonly<Record<string, number>>): number {
  return rounded(Object.values(mix).reduce((sum, share) => sum + share, 0))
}

/** The same share for every name; the first takes what rounding leaves. */
export function evenMix<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return exactly(names, () => 1 / names.length)
}

/** The same mix, summing to one. */
export function scaledToOne<Name extends string>(
  mix: Readonly<Record<Name, number>>,
  names: readonly Name[],
) {
  const sum = sumOf(mix)
  return exactly(names, (name) => mix[name] / sum)
}

/** Shares in whole ten-thousandths that sum to one: the largest remainders are rounded up. */
function exactly<Name extends string>(names: readonly Name[], shareOf: (name: Name) => number) {
  const parts = names.map((name) => {
    const exact = shareOf(name) * 10_000
    return { name, whole: Math.floor(exact), remainder: exact - Math.floor(exact) }
  })
  const missing = 10_000 - parts.reduce((sum, { whole }) => sum + whole, 0)
  const raised = new Set(
    parts
      .toSorted((a, b) => b.remainder - a.remainder)
      .slice(0, missing)
      .map(({ name }) => name),
  )
  return Object.fromEntries(
    parts.map(({ name, whole }) => [name, (whole + (raised.has(name) ? 1 : 0)) / 10_000]),
  ) as Record<Name, number>
}
