/** A change of a figure, with its direction as a sign and in words. */
import { formatCount, formatSigned } from '@pratibimba/reports/charts'
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react'
import classes from './change.module.css'

/** A change of a probability, in points. */
export function PointsChange({ change }: { change: number | null }) {
  if (change === null) return <span className="muted">–</span>
  return <Signed change={change}>{formatSigned(change * 100, 1)}</Signed>
}

/** A change of a number, with the share it is of what was before. */
export function countChange(now: number, before: number, write: (value: number) => string = formatCount) {
  const change = now - before
  if (change === 0) return 'unchanged'
  const sign = change > 0 ? '+' : '−'
  const share = before === 0 ? '' : ` (${formatSigned((change / before) * 100, 1)}%)`
  return `${sign}${write(Math.abs(change))}${share}`
}

function Signed({ change, children }: { change: number; children: React.ReactNode }) {
  const Icon = change >= 0.02 ? IconArrowUpRight : change <= -0.02 ? IconArrowDownRight : IconArrowRight
  return (
    <span className={classes.change}>
      {children}
      <Icon size={14} stroke={1.75} aria-hidden />
    </span>
  )
}
