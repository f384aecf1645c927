/** Words of a cell: numbers, texts, names and signs. */
import { CellError } from './expression.ts'

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'name'; readonly value: string; readonly at: number }
  | { readonly kind: 'sign'; readonly value: string; readonly at: number }

const PATTERN =
  /\s+|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w])|"([^"\\`$]*)"|'([^'\\`$]*)'|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|\$(?![\w]))|(\.\.|==|!=|<=|>=|\?\?|[-+*/%^<>?:,()[\]])/y
const LARGEST = 1e15

/** @throws CellError naming the first character that belongs to no word */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  PATTERN.lastIndex = 0
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex
    const match = PATTERN.exec(text)
    if (match === null) throw new CellError(`${JSON.stringify(text[at])} at ${at + 1} is not understood`)
    const [, number, double, single, name, sign] = match
    if (number !== undefined) {
      const value = Number(number)
      if (!(value <= LARGEST) || (value !== 0 && value < 1e-9))
        throw new CellError(`${number} at ${at + 1}: numbers go from 1e-9 to ${LARGEST}`)
      tokens.push({ kind: 'number', value, at })
    } else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'text', value: double ?? single, at })
    else if (name !== undefined) tokens.push({ kind: 'name', value: name, at })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign, at })
  }
  return tokens
}
