/** Which column says what, and how its cells are to be read: what a user confirms. Flat, so that it can be sent as one object. */
import { nearestName } from '@pratibimba/numerics/frame'
import { currencyExponent } from '../parsing/currencies.ts'
import type { DecimalMark } from '../parsing/parse-amount.ts'
import type { DateOrder } from '../parsing/parse-moment.ts'

/** How cells are read; absent where nobody has said yet. */
interface ReadingRules {
  /** Of dates such as 03/04/2024. */
  readonly date_order?: DateOrder
  readonly decimal?: DecimalMark
  /** Of times without one: an IANA name, `UTC` or an offset. */
  readonly zone?: string
  /** What the lake is in, and amounts that do not say another. */
  readonly currency?: string
  /** What a positive number in the amount column means: money that came (statements of accounts) or went (of cards). */
  readonly positive?: 'came' | 'went'
}

export type ColumnMapping<Field extends string> = Readonly<Partial<Record<Field, string>>> & ReadingRules

/** A mapping that cannot be used; the message names the entry, what may stand there, and the fix. */
export class MappingError extends Error {
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.name = 'MappingError'
    this.field = field
  }
}

const rules = ['date_order', 'decimal', 'zone', 'currency', 'positive']
const words: Readonly<Record<string, readonly string[]>> = {
  date_order: ['day_first', 'month_first'],
  decimal: ['.', ','],
  positive: ['came', 'went'],
}

/**
 * A mapping out of JSON: a field or rule each, `null` where a column that would be guessed is not to be read.
 *
 * @param columns of the file
 * @throws MappingError
 */
export function checkMapping<Field extends string>(
  given: unknown,
  fields: readonly Field[],
  columns: readonly string[],
): Readonly<Record<string, string | null>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new MappingError(
      'mapping',
      'The mapping must be a JSON object such as {"amount": "Betrag", "decimal": ","}.',
    )
  const checked: Record<string, string | null> = {}
  for (const [name, value] of Object.entries(given)) {
    const known = [...fields, ...rules]
    if (!known.includes(name)) {
      const near = nearestName(name, known, 3)
      throw new MappingError(
        name,
        `The mapping has no entry "${name}"${near === undefined ? '' : `; did you mean "${near}"?`} There are ${known.join(', ')}.`,
      )
    }
    if (value === null) {
      checked[name] = null
      continue
    }
    if (typeof value !== 'string')
      throw new MappingError(name, `"${name}" must be a text or null, got ${JSON.stringify(value)}.`)
    if (Object.hasOwn(words, name) && !words[name].includes(value))
      throw new MappingError(
        name,
        `"${name}" must be ${words[name].map((word) => `"${word}"`).join(' or ')}, got "${value}".`,
      )
    const isColumn = (fields as readonly string[]).includes(name)
    if (name === 'currency' && currencyExponent(value) === undefined)
      throw new MappingError(name, `"currency" must be a code of ISO 4217 such as EUR, got "${value}".`)
    if (isColumn && !columns.includes(value)) {
      const near = nearestName(value, columns)
      throw new MappingError(
        name,
        `The file has no column "${value}" for "${name}"${near === undefined ? '' : `; did you mean "${near}"?`} It has ${columns.join(', ')}.`,
      )
    }
    checked[name] = value
  }
  return checked
}
