/** A risk level: its letter on its colour, and the word. */
import type { RiskLevel } from '@pratibimba/contract'
import { formatShare, inkOn, levelColor } from '@pratibimba/reports/charts'
import { useChartTheme } from '../../parts/chart-panel.tsx'
import classes from './risk-level.module.css'

export const levelWords = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
} as const satisfies Record<RiskLevel, string>

export function RiskLevelBadge({ level }: { level: RiskLevel }) {
  return (
    <span className={classes.badge}>
      <span aria-hidden>
        <LevelLetter level={level} />
      </span>
      {levelWords[level]}
    </span>
  )
}

/** The letter alone, where there is no room for the word. */
export function LevelLetter({ level }: { level: RiskLevel }) {
  const color = levelColor(useChartTheme(), level)
  return (
    <span
      className={classes.letter}
      style={{ background: color, color: inkOn(color) }}
      title={levelWords[level]}
    >
      {level.charAt(0)}
    </span>
  )
}

/** A score beside the letter of its level. */
export function ScoreAtLevel({ score, level }: { score: number; level: RiskLevel }) {
  return (
    <span className={classes.badge}>
      <LevelLetter level={level} />
      <span className="visually-hidden">{levelWords[level]}</span>
      <span className={classes.score}>{formatShare(score)}</span>
    </span>
  )
}
