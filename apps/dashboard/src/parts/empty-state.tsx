/** Nothing here: why, and what to do next. */
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <svg viewBox="0 0 96 64" width="96" height="64" aria-hidden="true">
        <path d="M20 30a28 28 0 0 1 56 0z" className={classes.above} />
        <path d="M20 37h56M27 44h42M37 51h22" className={classes.below} />
      </svg>
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
