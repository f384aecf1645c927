/** Thrift's compact protocol, as far as Parquet's headers need it (writing only). */

/** A value and its type; a struct is a list of fields in ascending order of id. */
export type Thrift =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'i32'; readonly value: number }
  | { readonly type: 'i64'; readonly value: number }
  | { readonly type: 'binary'; readonly value: Uint8Array }
  | { readonly type: 'list'; readonly value: readonly Thrift[]; readonly of: Thrift['type'] }
  | { readonly type: 'struct'; readonly value: readonly Field[] }

export type Field = readonly [id: number, value: Thrift]

const TYPE_CODES: Record<Thrift['type'], number> = {
  boolean: 1,
  i32: 5,
  i64: 6,
  binary: 8,
  list: 9,
  struct: 12,
}

export const i32 = (value: number): Thrift => ({ type: 'i32', value })
export const i64 = (value: number): Thrift => ({ type: 'i64', value })
export const boolean = (value: boolean): Thrift => ({ type: 'boolean', value })
export const binary = (value: Uint8Array | string): Thrift => ({
  type: 'binary',
  value: typeof value === 'string' ? Buffer.from(value) : value,
})
export const struct = (...value: readonly (Field | undefined)[]): Thrift => ({
  type: 'struct',
  value: value.filter((field) => field !== undefined),
})
export const list = (of: Thrift['type'], value: readonly Thrift[]): Thrift => ({ type: 'list', value, of })

/** The bytes of a value. */
export function encodeThrift(value: Thrift): Uint8Array {
  const out: number[] = []
  put(out, value)
  return Uint8Array.from(out)
}

function put(out: number[], thrift: Thrift): void {
  switch (thrift.type) {
    case 'boolean':
      out.push(thrift.value ? 1 : 2)
      return
    case 'i32':
    case 'i64':
      putVarint(out, zigzag(thrift.value))
      return
    case 'binary':
      putVarint(out, thrift.value.length)
      for (const byte of thrift.value) out.push(byte)
      return
    case 'list': {
      const { length } = thrift.value
      if (length < 15) out.push((length << 4) | TYPE_CODES[thrift.of])
      else {
        out.push(0xf0 | TYPE_CODES[thrift.of])
        putVarint(out, length)
      }
      for (const item of thrift.value) put(out, item)
      return
    }
    case 'struct': {
      let last = 0
      for (const [id, value] of thrift.value) {
        const code = value.type === 'boolean' ? (value.value ? 1 : 2) : TYPE_CODES[value.type]
        if (id - last <= 15) out.push(((id - last) << 4) | code)
        else {
          out.push(code)
          putVarint(out, zigzag(id))
        }
        if (value.type !== 'boolean') put(out, value)
        last = id
      }
      out.push(0)
    }
  }
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

/** Unsigned LEB128 of an integer up to 2⁵³. */
export function putVarint(out: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    out.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
}
