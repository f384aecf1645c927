/** Where the risk levels begin, and how charts name them. */
import { type RiskLevel, riskLevels } from '@pratibimba/contract'
import { type ChartTheme, inkOn, levelColor } from '../theme.ts'

/** Probability from which on a customer is in a level; the policy's usual ones. */
export const levelBegins = {
  LOW: 0,
  MEDIUM: 0.05,
  HIGH: 0.2,
  CRITICAL: 0.5,
} as const satisfies Record<RiskLevel, number>

export const levelNames = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
} as const satisfies Record<RiskLevel, string>

/** Each level with the probabilities it reaches from and to. */
export function levelRanges(begins: Readonly<Record<RiskLevel, number>> = levelBegins) {
  return riskLevels.map((level, place) => {
    const next = riskLevels[place + 1]
    return { level, from: begins[level], to: next === undefined ? 1 : begins[next] }
  })
}

/** The level of a probability. */
export function levelAt(score: number, begins: Readonly<Record<RiskLevel, number>> = levelBegins): RiskLevel {
  return riskLevels.findLast((level) => score >= begins[level]) ?? 'LOW'
}

/** Styles of labels that show a level's letter on its colour: `{HIGH|H}`. */
export function letterStyles(theme: ChartTheme) {
  return Object.fromEntries(
    riskLevels.map((level) => {
      const color = levelColor(theme, level)
      return [
        level,
        {
          backgroundColor: color,
          color: inkOn(color),
          width: 18,
          height: 18,
          lineHeight: 18,
          align: 'center' as const,
          borderRadius: 4,
          fontSize: 12,
        },
      ]
    }),
  )
}

/** A level as a rich label: its letter on its colour, and its name. */
export function letteredName(level: RiskLevel): string {
  return `{${level}|${level.charAt(0)}}  ${levelNames[level]}`
}
