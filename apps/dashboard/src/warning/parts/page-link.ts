/** An address within the dashboard, as the server writes it, as the router takes it. */
import type { LinkProps } from '@tanstack/react-router'

/** `/customers?level=HIGH` → where it leads and what it filters by. */
export function pageLink(address: string): Pick<LinkProps, 'to' | 'search'> {
  const { pathname, searchParams } = new URL(address, 'http://dashboard')
  return { to: pathname, search: Object.fromEntries(searchParams) } as Pick<LinkProps, 'to' | 'search'>
}
