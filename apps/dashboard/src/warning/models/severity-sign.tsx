/** How far something has moved, or whether a check holds: a sign and a word. */
import type { DataQuality, DriftReport } from '@pratibimba/contract'
import { IconAlertTriangle, IconCheck, IconEye, IconQuestionMark } from '@tabler/icons-react'
import classes from './models.module.css'

type Severity = DriftReport['verdict']
type CheckState = DataQuality['checks'][number]['state']

const faces = {
  none: { word: 'Stable', Icon: IconCheck },
  moderate: { word: 'Moderate', Icon: IconEye },
  severe: { word: 'Severe', Icon: IconAlertTriangle },
  ok: { word: 'Good', Icon: IconCheck },
  watch: { word: 'Watch', Icon: IconEye },
  bad: { word: 'Bad', Icon: IconAlertTriangle },
  unknown: { word: 'Not known', Icon: IconQuestionMark },
} as const satisfies Record<Severity | CheckState, { word: string; Icon: typeof IconCheck }>

export function SeveritySign({ severity }: { severity: Severity | CheckState }) {
  const { word, Icon } = faces[severity]
  return (
    <span className={classes.severity} data-severity={severity}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}
