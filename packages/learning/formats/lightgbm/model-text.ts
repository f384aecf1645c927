/** The parts of a LightGBM model file: lines of key=value, one block per tree. */
import { ModelFileError } from '../model-file-error.ts'

/** A block of lines; lines without "=" stand with an empty value. */
export class TextBlock {
  readonly name: string
  readonly #values: ReadonlyMap<string, string>

  constructor(name: string, values: ReadonlyMap<string, string>) {
    this.name = name
    this.#values = values
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  text(key: string): string {
    const value = this.#values.get(key)
    if (value === undefined) this.fail(`"${key}" is missing`)
    return value as string
  }

  words(key: string): string[] {
    const text = (this.#values.get(key) ?? '').trim()
    return text === '' ? [] : text.split(/\s+/)
  }

  integer(key: string, from: number, to: number): number {
    const word = this.text(key).trim()
    const number = Number(word)
    if (!/^-?\d{1,15}$/.test(word) || number < from || number > to)
      this.fail(`"${key}" must be an integer from ${from} to ${to}, not ${shown(word)}`)
    return number
  }

  /** As many numbers as asked for; infinities only where they may stand. */
  numbers(key: string, count: number, infinities = false): Float64Array {
    const words = this.words(key)
    if (words.length !== count) this.fail(`"${key}" needs ${count} numbers, and there are ${words.length}`)
    const numbers = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      numbers[i] = numberOf(words[i])
      if (!Number.isFinite(numbers[i]) && !(infinities && !Number.isNaN(numbers[i])))
        this.fail(`"${key}" holds ${shown(words[i])} where a number is needed`)
    }
    return numbers
  }

  /** The same where the key may be absent or empty. */
  optionalNumbers(key: string, count: number): Float64Array {
    return this.words(key).length === 0 ? new Float64Array(count) : this.numbers(key, count, true)
  }

  integers(key: string, count: number, from: number, to: number): Int32Array {
    const numbers = this.numbers(key, count)
    for (const number of numbers)
      if (!Number.isInteger(number) || number < from || number > to)
        this.fail(`"${key}" must hold integers from ${from} to ${to}, not ${number}`)
    return Int32Array.from(numbers)
  }

  fail(what: string): never {
    throw new ModelFileError(`LightGBM model, ${this.name}: ${what}.`)
  }
}

export interface ModelText {
  readonly header: TextBlock
  readonly trees: readonly TextBlock[]
  /** Categories of pandas columns, as they stand in the last line; absent where there are none. */
  readonly pandasCategorical: string | undefined
}

/** @throws ModelFileError when the text is not a whole LightGBM model */
export function splitModelText(text: string): ModelText {
  const lines = text.split(/\r?\n/)
  let at = lines.findIndex((line) => line.trim() !== '')
  if (at < 0 || lines[at].trim() !== 'tree')
    throw new ModelFileError('This is not a LightGBM model: its first line is not "tree".')
  const block = (name: string): TextBlock => {
    const values = new Map<string, string>()
    for (at++; at < lines.length; at++) {
      const line = lines[at]
      if (line.startsWith('Tree=') || line.trim() === 'end of trees') break
      const equals = line.indexOf('=')
      if (equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1))
      else if (line.trim() !== '') values.set(line.trim(), '')
    }
    return new TextBlock(name, values)
  }
  const header = block('its head')
  const trees: TextBlock[] = []
  while (at < lines.length && lines[at].startsWith('Tree=')) trees.push(block(`tree ${trees.length}`))
  if (at >= lines.length)
    throw new ModelFileError('LightGBM model: "end of trees" is missing; the file is cut off.')
  const mark = 'pandas_categorical:'
  const last = lines.findLast((line) => line.startsWith(mark))?.slice(mark.length)
  return { header, trees, pandasCategorical: last === undefined || last.trim() === 'null' ? undefined : last }
}

function numberOf(word: string): number {
  if (/^[+-]?inf(inity)?$/i.test(word))
    return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^[+-]?(\d|\.\d)[\d.eE+-]*$/.test(word) ? Number(word) : Number.NaN
}

function shown(word: string): string {
  return JSON.stringify(word.length > 40 ? `${word.slice(0, 40)}…` : word)
}
