/** Parts of the shell that open over the page: their code comes after the first page. */
import { lazy } from 'react'

const parts = {
  search: () => import('./search.tsx'),
  shortcutHelp: () => import('./shortcut-help.tsx'),
  phoneNavigation: () => import('./phone-navigation.tsx'),
}

export const Search = lazy(async () => ({ default: (await parts.search()).Search }))
export const ShortcutHelp = lazy(async () => ({ default: (await parts.shortcutHelp()).ShortcutHelp }))
export const PhoneNavigation = lazy(async () => ({
  default: (await parts.phoneNavigation()).PhoneNavigation,
}))

/** Fetches them all. One that cannot be had is fetched when it is opened. */
export async function loadLaterParts(): Promise<void> {
  await Promise.allSettled(Object.values(parts).map((load) => load()))
}
