/** Head of a page: its title, also of the tab, what it is for, and its actions. */
import type { ReactNode } from 'react'
import classes from './page-header.module.css'

interface PageHeaderProps {
  readonly title: string
  /** Shown above the title; a way back or the kind of thing. */
  readonly above?: ReactNode
  readonly beside?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
}

export function PageHeader({ title, above, beside, description, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <title>{`${title} · Pratibimba`}</title>
      <div className={classes.words}>
        {above && <div className={classes.above}>{above}</div>}
        <div className={classes.line}>
          <h1>{title}</h1>
          {beside}
        </div>
        {description && <p className={classes.description}>{description}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
