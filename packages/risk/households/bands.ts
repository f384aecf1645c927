/** Bands that customers are grouped by on pages and in fairness reports. */
import type { ageBands, incomeBrackets } from '@pratibimba/contract'

type AgeBand = (typeof ageBands)[number]
type IncomeBracket = (typeof incomeBrackets)[number]

/** @param age years */
export function ageBandOf(age: number): AgeBand {
  if (age < 25) return 'under_25'
  if (age < 35) return '25_34'
  if (age < 45) return '35_44'
  return age < 55 ? '45_54' : '55_and_over'
}

/** Upper ends of monthly income in minor units, about the quintiles of US full-time earners. */
const bracketEnds: readonly (readonly [belowMinor: number, bracket: IncomeBracket])[] = [
  [250_000, 'low'],
  [380_000, 'lower_middle'],
  [560_000, 'middle'],
  [850_000, 'upper_middle'],
]

/** @param monthlyIncomeMinor declared, minor units a month */
export function incomeBracketOf(monthlyIncomeMinor: number): IncomeBracket {
  return bracketEnds.find(([below]) => monthlyIncomeMinor < below)?.[1] ?? 'high'
}
