/** How bad a figure is, in three steps. */

export const severities = ['none', 'moderate', 'severe'] as const
export type Severity = (typeof severities)[number]

/** The worst of them; none of nothing. */
export function worstOf(found: Iterable<Severity>): Severity {
  let worst = 0
  for (const severity of found) worst = Math.max(worst, severities.indexOf(severity))
  return severities[worst]
}

/** Below 0 when `a` is worse. */
export function worstFirst(a: Severity, b: Severity): number {
  return severities.indexOf(b) - severities.indexOf(a)
}
