/** A place in a model file of JSON: every value is checked as it is read, and an error says where it stands. */
import { ModelFileError } from './model-file-error.ts'

export class JsonField {
  readonly value: unknown
  /** Where it stands, as `learner.gradient_booster.model`. */
  readonly path: string

  constructor(value: unknown, path: string) {
    this.value = value
    this.path = path
  }

  /** The value of a key that must be there. */
  get(key: string): JsonField {
    const field = this.find(key)
    if (field === undefined) this.fail(`"${key}" is missing`)
    return field
  }

  /** The value of a key; nothing where it is absent or null. */
  find(key: string): JsonField | undefined {
    const record = this.record()
    if (!Object.hasOwn(record, key) || record[key] === null) return undefined
    return new JsonField(record[key], this.path === '' ? key : `${this.path}.${key}`)
  }

  record(): Readonly<Record<string, unknown>> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value))
      this.fail('an object is needed')
    return this.value as Readonly<Record<string, unknown>>
  }

  /** The same object with some keys more. */
  with(more: Readonly<Record<string, unknown>>): JsonField {
    return new JsonField({ ...this.record(), ...more }, this.path)
  }

  items(): JsonField[] {
    return this.array().map((item, index) => new JsonField(item, `${this.path}[${index}]`))
  }

  array(): readonly unknown[] {
    if (!Array.isArray(this.value)) this.fail('a list is needed')
    return this.value as readonly unknown[]
  }

  text(): string {
    if (typeof this.value !== 'string') this.fail('a text is needed')
    return this.value as string
  }

  /** A finite number. */
  number(): number {
    if (typeof this.value !== 'number' || !Number.isFinite(this.value)) this.fail('a finite number is needed')
    return this.value as number
  }

  /** A number that stays finite when it is rounded to 32 bits, as the rounding leaves it. */
  float32(): number {
    const rounded = Math.fround(this.number())
    if (!Number.isFinite(rounded)) this.fail('a number of 32 bits is needed')
    return rounded
  }

  integer(from: number, to: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
      this.fail(`an integer from ${from} to ${to} is needed`)
    return value as number
  }

  /** An integer written as text, as XGBoost writes its parameters, or as a number. */
  count(from: number, to: number): number {
    if (typeof this.value !== 'string') return this.integer(from, to)
    if (!/^-?\d{1,15}$/.test(this.value)) this.fail('an integer is needed')
    return new JsonField(Number(this.value), this.path).integer(from, to)
  }

  /** A list of finite numbers, of a given length where one is given. */
  numbers(length?: number): Float64Array {
    const list = this.array()
    if (length !== undefined && list.length !== length)
      this.fail(`${length} numbers are needed, and there are ${list.length}`)
    const numbers = new Float64Array(list.length)
    for (let i = 0; i < list.length; i++) {
      const number = list[i]
      if (typeof number !== 'number' || !Number.isFinite(number))
        new JsonField(number, `${this.path}[${i}]`).fail('a finite number is needed')
      numbers[i] = number as number
    }
    return numbers
  }

  /** A list in which numbers may be lacking: what is not a finite number is `otherwise`. */
  numbersOr(otherwise: number, length: number): Float64Array {
    const list = this.array()
    if (list.length !== length) this.fail(`${length} numbers are needed, and there are ${list.length}`)
    return Float64Array.from(list, (number) =>
      typeof number === 'number' && Number.isFinite(number) ? number : otherwise,
    )
  }

  /** A list of integers within bounds. */
  integers(from: number, to: number, length?: number): Int32Array {
    const numbers = this.numbers(length)
    for (let i = 0; i < numbers.length; i++)
      if (!Number.isInteger(numbers[i]) || numbers[i] < from || numbers[i] > to)
        new JsonField(numbers[i], `${this.path}[${i}]`).fail(`an integer from ${from} to ${to} is needed`)
    return Int32Array.from(numbers)
  }

  fail(what: string): never {
    const place = this.path.length > 200 ? `…${this.path.slice(-200)}` : this.path
    throw new ModelFileError(`${place === '' ? 'The model' : place}: ${what}${found(this.value)}.`)
  }
}

/**
 * @param format whose file it should be, for the error
 * @throws ModelFileError when the text is not JSON, or not an object
 */
export function parseModelJson(text: string, format: string): JsonField {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    try {
      value = JSON.parse(withoutNotANumber(text))
    } catch (cause) {
      throw new ModelFileError(
        `This is not a model of ${format}: it is not JSON (${(cause as Error).message}).`,
        { cause },
      )
    }
  }
  const field = new JsonField(value, '')
  field.record()
  return field
}

/** Libraries write NaN and Infinity into what they call JSON; these become null, which only fields that may lack a number take. */
function withoutNotANumber(text: string): string {
  const pieces: string[] = []
  let from = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (inText && letter === '\\') at++
    else if (letter === '"') inText = !inText
    else if (!inText && (letter === 'N' || letter === 'I')) {
      const word = ['NaN', 'Infinity'].find((candidate) => text.startsWith(candidate, at))
      if (word === undefined) continue
      const start = text[at - 1] === '-' ? at - 1 : at
      pieces.push(text.slice(from, start), 'null')
      at += word.length - 1
      from = at + 1
    }
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from)
}

function found(value: unknown): string {
  if (value === undefined || (typeof value === 'object' && value !== null)) return ''
  const written = JSON.stringify(value)
  return `, not ${written.length > 40 ? `${written.slice(0, 40)}…` : written}`
}
