/** Reasons as data: which inputs stand for which, and how each is worded. */
import type { Feature } from '../../data/index.ts'

/** How an input's value lies to usual ones. */
export type ReasonDirection = 'high' | 'low' | 'category' | 'missing'

/** Wording by direction; `any` where there is none for the direction. */
export type ReasonWording = { readonly [direction in ReasonDirection | 'any']?: string }

export interface ReasonEntry {
  readonly code: string
  /** Names of inputs; an input has one reason. */
  readonly inputs: readonly string[]
  readonly text: ReasonWording
}

export interface ReasonTable {
  readonly version: string
  readonly reasons: readonly ReasonEntry[]
}

/**
 * The table itself, checked.
 *
 * @throws RangeError naming the code that comes twice, has no inputs or no text, or shares an input with another
 */
export function reasonTable(table: ReasonTable): ReasonTable {
  if (table.version.trim() === '') throw new RangeError('reasonTable: need a version, got an empty one')
  const codes = new Set<string>()
  const owners = new Map<string, string>()
  for (const { code, inputs, text } of table.reasons) {
    if (code.trim() === '' || codes.has(code))
      throw new RangeError(
        `reasonTable: need a code of its own for each reason, got '${code}' ${code.trim() === '' ? '' : 'twice'}`.trim(),
      )
    codes.add(code)
    if (inputs.length === 0) throw new RangeError(`reasonTable: need at least 1 input for ${code}, got 0`)
    if (!Object.values(text).some((words) => words.trim() !== ''))
      throw new RangeError(`reasonTable: need a text for ${code}, got none`)
    for (const input of inputs) {
      const owner = owners.get(input)
      if (owner !== undefined)
        throw new RangeError(`reasonTable: need one reason for input ${input}, got ${owner} and ${code}`)
      owners.set(input, code)
    }
  }
  return table
}

/** Wording of a direction, if the table has one. */
export function wordingOf({ text }: ReasonEntry, direction: ReasonDirection): string | undefined {
  return text[direction] ?? text.any
}

/** Made from the input's name, where a table has nothing. */
export function defaultWording({ name }: Feature, direction: ReasonDirection): string {
  const words = inWords(name)
  switch (direction) {
    case 'high':
      return `${words} is higher than usual`
    case 'low':
      return `${words} is lower than usual`
    case 'category':
      return `${words}: the category given`
    case 'missing':
      return `${words} is not known`
  }
}

function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
  return words === '' ? name : words[0].toUpperCase() + words.slice(1)
}
