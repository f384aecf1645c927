/** JSON bodies: read as RFC 8259 has them, and refused where two readers could understand them differently. */
import { ProblemError } from '@pratibimba/contract'
import { requireStorableBody } from './storable-text.ts'

/** @throws ProblemError `malformed_request` naming the place of the fault; no word of the body is repeated but names of fields */
export function parseJsonBody(body: string): unknown {
  const text = body.charCodeAt(0) === 0xfeff ? body.slice(1) : body
  if (text.trim() === '')
    throw new ProblemError(
      'malformed_request',
      'The body is empty; a JSON object is needed ({} takes every default).',
    )
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new ProblemError(
      'malformed_request',
      `The body is not valid JSON: ${faultIn(text, (error as Error).message)}`,
    )
  }
  refuseAmbiguousNames(text)
  requireStorableBody(parsed, text)
  return parsed
}

/** The position only: V8's message quotes the body. */
function faultIn(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined && Number(position) < text.length)
    return `stray character at position ${position}.`
  return /token/.test(message) ? 'it holds a stray character.' : 'it ends too early.'
}

interface Level {
  /** Names seen so far; of a list none. */
  readonly names: Set<string> | undefined
  /** Where the reader stands: a name, or a place in the list. */
  at: string | number
  awaitsName: boolean
}

/** Of two fields of one name `JSON.parse` drops the first; of `__proto__` other readers make something else. */
function refuseAmbiguousNames(valid: string): void {
  const levels: Level[] = []
  for (const [token] of valid.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const level = levels.at(-1)
    if (token === '{') levels.push({ names: new Set(), at: '', awaitsName: true })
    else if (token === '[') levels.push({ names: undefined, at: 0, awaitsName: false })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',' && level!.names === undefined) level!.at = Number(level!.at) + 1
    else if (token === ',') level!.awaitsName = true
    else if (level?.awaitsName) {
      level.at = JSON.parse(token) as string
      level.awaitsName = false
      if (level.at === '__proto__') throw refusal(levels, 'is no name of a field')
      if (level.names!.has(level.at)) throw refusal(levels, 'is there twice; send it once')
      level.names!.add(level.at)
    }
  }
}

function refusal(levels: readonly Level[], why: string): ProblemError {
  const path = levels.map(({ at }) => String(at))
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  const detail = `"${path.at(-1)}" ${why}.`.slice(0, 200)
  return new ProblemError('malformed_request', detail, [{ pointer: pointer.slice(0, 400), detail }])
}
