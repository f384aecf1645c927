/** Figures as cards and memos show them. */
import type { Estimate } from '@pratibimba/learning/metrics'

/** A value with its interval, as plain data. */
export interface CardFigure {
  readonly value: number
  readonly low: number
  readonly high: number
}

export function figureOf({ value, lower, upper }: Estimate): CardFigure {
  return { value: rounded(value), low: rounded(lower), high: rounded(upper) }
}

/** Four digits after the point: what an interval of a few thousand rows can bear. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0
}

export function spoken({ value, lower, upper }: Estimate): string {
  return `${shown(value)} (${shown(lower)} to ${shown(upper)})`
}

export function shown(value: number): string {
  return Number.isFinite(value) ? rounded(value).toFixed(4) : '–'
}

export function count(n: number): string {
  return n.toLocaleString('en')
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
