/** A part of a page that scrolls by itself, also by keyboard. */
import type { CSSProperties, ReactNode, Ref } from 'react'
import tables from './table.module.css'

interface ScrollableProps {
  readonly name: string
  readonly children: ReactNode
  readonly className?: string
  readonly style?: CSSProperties
  readonly ref?: Ref<HTMLElement>
}

export function Scrollable({ name, children, className = tables.scroll, style, ref }: ScrollableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={ref} className={className} style={style} tabIndex={0} aria-label={name}>
      {children}
    </section>
  )
}
