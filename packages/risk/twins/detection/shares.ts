/** Shares of texts that fulfil a test, counted and in words. */

export function matchingShare(texts: readonly string[], matches: (text: string) => boolean): number {
  let count = 0
  for (const text of texts) if (matches(text)) count++
  return count / texts.length
}

export function percent(share: number): string {
  const rounded = Math.round(share * 100)
  return `${rounded === 100 && share < 1 ? 99 : rounded}%`
}
