/** A part of a page within hairlines. */
import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  readonly title?: string
  readonly description?: ReactNode
  readonly aside?: ReactNode
  /** Content reaches the hairlines (tables). */
  readonly flush?: boolean
  readonly children: ReactNode
}

export function Panel({ title, description, aside, flush = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <div className={classes.head}>
          <div>
            {title && <h2 id={id}>{title}</h2>}
            {description && <p className={classes.description}>{description}</p>}
          </div>
          {aside && <div className={classes.aside}>{aside}</div>}
        </div>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  )
}

/** Panels side by side where there is room. */
export function PanelGrid({ children, columns = 2 }: { children: ReactNode; columns?: 2 | 3 }) {
  return <div className={columns === 2 ? classes.two : classes.three}>{children}</div>
}

/** Panels below each other. */
export function PanelStack({ children }: { children: ReactNode }) {
  return <div className={classes.stack}>{children}</div>
}
