/** Searches of the worklist under names, kept in this browser. */
import { useSyncExternalStore } from 'react'
import { type CustomersSearch, readCustomersSearch } from './customers-search.ts'

export interface SavedView {
  readonly name: string
  readonly search: CustomersSearch
}

const key = 'pratibimba.customer-views'
const mostViews = 50
export const longestName = 60
const listeners = new Set<() => void>()
let kept: { text: string | null; views: readonly SavedView[] } | undefined

/** What was kept, in the order of the names; rubbish is left out. */
function viewsOf(text: string | null): readonly SavedView[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((one: unknown) => {
    const { name, search } = (one ?? {}) as { name?: unknown; search?: unknown }
    if (typeof name !== 'string' || name === '' || typeof search !== 'object' || search === null) return []
    return [{ name, search: readCustomersSearch(search as Record<string, unknown>) }]
  })
}

function snapshot(): readonly SavedView[] {
  const text = localStorage.getItem(key)
  if (kept === undefined || kept.text !== text) kept = { text, views: viewsOf(text) }
  return kept.views
}

function write(views: readonly SavedView[]): void {
  const sorted = [...views].sort((a, b) => a.name.localeCompare(b.name)).slice(0, mostViews)
  localStorage.setItem(key, JSON.stringify(sorted))
  for (const listener of listeners) listener()
}

/** Keeps a search under a name; one of the same name is replaced. Its page is left out. */
export function saveView(name: string, { page: _, ...search }: CustomersSearch): void {
  write([...snapshot().filter((view) => view.name !== name), { name, search }])
}

export function renameView(from: string, to: string): void {
  const others = snapshot().filter(({ name }) => name !== from && name !== to)
  const view = snapshot().find(({ name }) => name === from)
  if (view) write([...others, { ...view, name: to }])
}

export function deleteView(name: string): void {
  write(snapshot().filter((view) => view.name !== name))
}

/** The views of this browser, also as other tabs change them. */
export function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  }, snapshot)
}
