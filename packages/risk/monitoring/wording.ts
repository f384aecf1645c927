/** Figures as a reader sees them in a sentence. */

export function figure(value: number, digits = 3): string {
  return value.toFixed(digits).replace('-', '−')
}

/** Four significant digits, for values whose unit is not known. */
export function amount(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 10 }).replace('-', '−')
}

export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`.replace('-', '−')
}

export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

/** `a, b and c`; with more than `most`, `a, b, c and 4 more`. */
export function list(names: readonly string[], most = 5): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
