/** One figure with its name and what to compare it with; the whole tile leads to what is behind it. */
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './figure-tile.module.css'

interface FigureTileProps {
  readonly label: string
  readonly figure: ReactNode
  /** Change against a named period, or the target. */
  readonly note?: ReactNode
  readonly picture?: ReactNode
  readonly to?: Pick<LinkProps, 'to' | 'search' | 'params' | 'hash'>
  readonly active?: boolean
}

export function FigureTile({ label, figure, note, picture, to, active = false }: FigureTileProps) {
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.line}>
        <span className={classes.figure}>{figure}</span>
        {picture}
      </span>
      {note && <span className={classes.note}>{note}</span>}
    </>
  )
  if (to === undefined) return <div className={classes.tile}>{content}</div>
  return (
    <Link
      {...(to as LinkProps)}
      className={`${classes.tile} ${classes.link}`}
      data-active={active || undefined}
      aria-current={active ? 'true' : undefined}
    >
      {content}
    </Link>
  )
}

/** @param columns at most so many beside each other */
export function FigureTiles({ children, columns }: { children: ReactNode; columns?: 4 }) {
  return (
    <div className={classes.tiles} data-columns={columns}>
      {children}
    </div>
  )
}
