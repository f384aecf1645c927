/** Something a reader should know before going on. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

interface NoticeProps {
  readonly kind: 'information' | 'caution' | 'alarm'
  readonly title?: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Notice({ kind, title, action, children }: NoticeProps) {
  const Icon = kind === 'information' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'alarm' ? 'alert' : undefined}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className={classes.words}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
      {action}
    </div>
  )
}
