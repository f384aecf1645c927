/** New identifiers in the pattern of the old ones, unique by construction. */
import type { Column, ColumnKind } from '@pratibimba/numerics/frame'
import type { KeyPattern } from '../model.ts'

const PRIME = 4_611_686_018_427_387_847n
const OFFSET = 1_234_567_891_011n

/** The identifiers with the given numbers, counted from 0. */
export function keysOf(pattern: KeyPattern, kind: ColumnKind, numbers: Float64Array): Column {
  if (pattern.form === 'template')
    return { kind: 'text', values: Array.from(numbers, (number) => fillTemplate(pattern.alphabets, number)) }
  const values = numbers.map((number) => pattern.first + number)
  if (pattern.form === 'serial')
    return { kind: 'serial', values, prefix: pattern.prefix, width: pattern.width }
  return { kind: kind === 'float64' ? 'float64' : 'int64', values }
}

/**
 * One string per number: trailing positions spell (a·number + b) mod M in mixed radix, a bijection since the prime a is
 * larger than every radix; the positions before them repeat a hash of the number.
 */
function fillTemplate(alphabets: readonly string[], number: number): string {
  let from = alphabets.length
  let capacity = 1
  while (from > 0 && capacity * alphabets[from - 1].length <= 2 ** 50) capacity *= alphabets[--from].length
  let rest = Number((BigInt(number) * PRIME + OFFSET) % BigInt(capacity))
  let hash = Math.imul(number | 0, 0x85ebca6b) >>> 0
  let text = ''
  for (let position = alphabets.length - 1; position >= 0; position--) {
    const alphabet = alphabets[position]
    const radix = alphabet.length
    if (position >= from) {
      text = alphabet[rest % radix] + text
      rest = Math.floor(rest / radix)
    } else {
      text = alphabet[hash % radix] + text
      hash = (Math.imul(hash, 0x9e3779b1) ^ (hash >>> 13)) >>> 0
    }
  }
  return text
}
