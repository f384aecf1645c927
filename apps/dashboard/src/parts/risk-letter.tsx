/** The letter of a risk grade on its colour. */
import { inkOn, riskColor } from '@pratibimba/reports/charts'
import { useChartTheme } from './chart-panel.tsx'
import classes from './risk-letter.module.css'

export function RiskLetter({ grade, ordinal }: { grade: string; ordinal: number }) {
  const color = riskColor(useChartTheme(), ordinal)
  return (
    <span className={classes.letter} style={{ background: color, color: inkOn(color) }}>
      {grade}
    </span>
  )
}
