/** One text for one JSON value: RFC 8785, so that its hash can be recomputed by anyone. */

/**
 * Keys in order of their UTF-16 code units, no white space, numbers in their shortest form.
 *
 * @throws TypeError naming the place of a value that is not JSON or that PostgreSQL cannot store
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown, pointer = ''): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(pointer, value)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      refuse(pointer, 'text with a NUL or half a character')
    return JSON.stringify(value)
  }
  if (Array.isArray(value))
    return `[${value.map((one, index) => canonicalJson(one, `${pointer}/${index}`)).join()}]`
  if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    const members = Object.keys(value)
      .sort()
      .map((key) => {
        const member = (value as Record<string, unknown>)[key]
        return `${canonicalJson(key, pointer)}:${canonicalJson(member, `${pointer}/${key}`)}`
      })
    return `{${members.join()}}`
  }
  return refuse(pointer, value)
}

function refuse(pointer: string, value: unknown): never {
  const shown = typeof value === 'object' ? (value?.constructor?.name ?? 'object') : String(value)
  throw new TypeError(`canonicalJson: need JSON at ${pointer || '/'}, got ${shown}`)
}
