/** j and k move through a list, Enter opens, x selects. */
import { useEffect, useState } from 'react'

/** Typing, pressing a button or an open dialog keeps the keys to itself. */
export function keysAreTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
  return (
    typing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    document.querySelector('[role="dialog"]') !== null
  )
}

/**
 * @param count rows of the list
 * @param open called with the row at Enter
 * @param select called with the row at x
 * @returns the row the keys stand on, −1 for none
 */
export function useListKeys(
  count: number,
  open: (row: number) => void,
  select?: (row: number) => void,
): number {
  const [current, setCurrent] = useState(-1)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keysAreTaken(event) || count === 0) return
      if (event.key === 'j') setCurrent((row) => Math.min(count - 1, row + 1))
      if (event.key === 'k') setCurrent((row) => Math.max(0, row - 1))
      if (event.key === 'x' && current >= 0 && current < count) select?.(current)
      const pressed = (event.target as HTMLElement).closest('a, button')
      if (event.key === 'Enter' && pressed === null && current >= 0 && current < count) open(current)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [count, current, open, select])
  return current < count ? current : -1
}
