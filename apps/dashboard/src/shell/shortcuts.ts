/** `g` and a letter goes to a page, `/` to the filter of the list, `?` shows all keys. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { keysAreTaken } from '../parts/use-list-keys.ts'
import { pages } from './pages.ts'

/** Time within which the letter must follow, in milliseconds. */
const followMs = 1_200

export function useShortcuts(onHelp: () => void) {
  const navigate = useNavigate()
  const pressedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keysAreTaken(event)) return
      const follows = event.timeStamp - pressedAt.current < followMs
      pressedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (event.key === '?') onHelp()
      if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('[data-page-search]')
        if (field !== null) {
          event.preventDefault()
          field.focus()
        }
      }
      const page = follows ? pages.find(({ key }) => key === event.key) : undefined
      if (page !== undefined) {
        // Else the letter moves the list of the page it opens.
        event.stopImmediatePropagation()
        void navigate({ to: page.to })
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [navigate, onHelp])
}
