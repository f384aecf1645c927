/** Text that a database would refuse or change: the character U+0000, and one half of a surrogate pair. */
import { ProblemError } from '@pratibimba/contract'

/** In valid JSON both can only be escaped. */
const suspectInJson = /\\u(?:0000|d[89a-f])/i

/**
 * @param json the body as it came, which tells quickly that there is nothing to look for
 * @throws ProblemError `malformed_request` naming the field
 */
export function requireStorableBody(body: unknown, json: string): void {
  if (!suspectInJson.test(json)) return
  const places: { readonly value: unknown; readonly pointer: string }[] = [{ value: body, pointer: '' }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value, pointer } = place
    if (typeof value === 'string') requireStorable(value, pointer)
    else if (typeof value === 'object' && value !== null)
      for (const [name, below] of Object.entries(value)) {
        requireStorable(name, pointer)
        places.push({ value: below, pointer: `${pointer}/${escaped(name)}` })
      }
  }
}

/** @throws ProblemError `malformed_request`: an address holds text too, and only so can it be written there */
export function requireStorableAddress(address: string): void {
  if (address.includes('%00'))
    throw new ProblemError('malformed_request', 'The address holds the character U+0000 (%00); leave it out.')
}

function requireStorable(text: string, pointer: string): void {
  const fault = text.includes('\0')
    ? 'the character U+0000'
    : text.isWellFormed()
      ? undefined
      : 'half of a surrogate pair, which is no character'
  if (fault === undefined) return
  const field = pointer === '' ? 'The body' : pointer.slice(1, 200)
  const detail = `${field} holds ${fault}; leave it out.`
  throw new ProblemError('malformed_request', detail, [{ pointer: pointer.slice(0, 400), detail }])
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
