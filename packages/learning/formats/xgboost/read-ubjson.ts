/** Universal Binary JSON, as XGBoost writes it (`save_model('….ubj')`): typed lists with their length before them. */
import { ModelFileError } from '../model-file-error.ts'

/** Objects in objects may go this deep. */
const mostLevels = 64

/** Bytes and reader of each type of number. */
const numbers: Readonly<
  Record<string, readonly [bytes: number, read: (view: DataView, at: number) => number]>
> = {
  i: [1, (view, at) => view.getInt8(at)],
  U: [1, (view, at) => view.getUint8(at)],
  I: [2, (view, at) => view.getInt16(at)],
  l: [4, (view, at) => view.getInt32(at)],
  L: [8, (view, at) => Number(view.getBigInt64(at))],
  d: [4, (view, at) => view.getFloat32(at)],
  D: [8, (view, at) => view.getFloat64(at)],
}

/** Whether a file begins as an object of this kind: a brace, and the type of the length of the first key. */
export function isUbjson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && 'iUIlL'.includes(String.fromCharCode(bytes[1] ?? 0))
}

/**
 * @returns what `JSON.parse` would have answered for the same model
 * @throws ModelFileError when the bytes end early, or are no such JSON; no length is believed beyond the bytes there are
 */
export function readUbjson(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let at = 0
  const value = readValue(readType(), 0)
  if (at !== bytes.length) fail('bytes follow its end')
  return value

  function readType(): string {
    need(1)
    return String.fromCharCode(bytes[at++])
  }

  function readNumber(type: string): number {
    if (!Object.hasOwn(numbers, type)) fail(`"${type}" is not known`)
    const [size, read] = numbers[type]
    need(size)
    at += size
    return read(view, at - size)
  }

  function readLength(): number {
    const length = readNumber(readType())
    if (!(Number.isInteger(length) && length >= 0 && length <= bytes.length - at))
      fail(`a length of ${length} is more than there is`)
    return length
  }

  function readText(): string {
    const length = readLength()
    at += length
    try {
      return decoder.decode(bytes.subarray(at - length, at))
    } catch {
      return fail('a text is not in UTF-8')
    }
  }

  function readValue(type: string, level: number): unknown {
    if (level > mostLevels) fail(`it is more than ${mostLevels} levels deep`)
    if (type === '{') return readObject(level)
    if (type === '[') return readList(level)
    if (type === 'S') return readText()
    if (type === 'T' || type === 'F') return type === 'T'
    if (type === 'Z') return null
    return readNumber(type)
  }

  function readObject(level: number): unknown {
    const entries: [string, unknown][] = []
    while (peek() !== '}') {
      const key = readText()
      entries.push([key, readValue(readType(), level + 1)])
    }
    at++
    return Object.fromEntries(entries)
  }

  function readList(level: number): unknown[] {
    const list: unknown[] = []
    let shared: string | undefined
    if (peek() === '$') {
      at++
      shared = readType()
    }
    if (peek() === '#') {
      at++
      const length = readLength()
      if (shared !== undefined) {
        if (!Object.hasOwn(numbers, shared)) fail(`lists of "${shared}" are not known`)
        need(length * numbers[shared][0])
      }
      for (let i = 0; i < length; i++)
        list.push(shared === undefined ? readValue(readType(), level + 1) : readNumber(shared))
      return list
    }
    if (shared !== undefined) fail('a list of one type has no length')
    while (peek() !== ']') list.push(readValue(readType(), level + 1))
    at++
    return list
  }

  function peek(): string {
    need(1)
    return String.fromCharCode(bytes[at])
  }

  function need(size: number): void {
    if (at + size > bytes.length) fail('it ends early')
  }

  function fail(what: string): never {
    throw new ModelFileError(`This is not a model of XGBoost: at byte ${at} of its binary JSON ${what}.`)
  }
}
