/** Whether a column writes 1,234.50 or 1.234,50: decided over all of its cells. */
import { amountParts, type DecimalMark } from './parse-amount.ts'

/** How many cells say what of the decimal mark. */
export interface AmountMarks {
  cells: number
  unreadable: number
  negative: number
  point: number
  comma: number
  /** Such as 1,234: a thousand or a little more than one. */
  either: number
}

export function newAmountMarks(): AmountMarks {
  return { cells: 0, unreadable: 0, negative: 0, point: 0, comma: 0, either: 0 }
}

export function seeAmount(marks: AmountMarks, cell: string): void {
  if (cell.trim() === '') return
  marks.cells++
  const parts = amountParts(cell)
  if (parts === undefined) {
    marks.unreadable++
    return
  }
  if (parts.negative || parts.direction === 'went') marks.negative++
  const { digits } = parts
  const points = count(digits, '.')
  const commas = count(digits, ',')
  if (points + commas === 0) return
  if (points > 0 && commas > 0) marks[digits.lastIndexOf('.') > digits.lastIndexOf(',') ? 'point' : 'comma']++
  else if (points + commas > 1) marks[points > 0 ? 'comma' : 'point']++
  else {
    const mark = points > 0 ? 'point' : 'comma'
    const at = digits.indexOf(points > 0 ? '.' : ',')
    const decides =
      digits.length - at - 1 !== 3 || at === 0 || at > 3 || digits[0] === '0' || /[' ]/.test(digits)
    marks[decides ? mark : 'either']++
  }
}

/** `ask` when nothing decides, or cells contradict each other. */
export function decimalOf({ point, comma, either }: AmountMarks): DecimalMark | 'ask' {
  if (point > 0 && comma > 0) return 'ask'
  if (point > 0) return '.'
  if (comma > 0) return ','
  return either > 0 ? 'ask' : '.'
}

function count(text: string, mark: string): number {
  let n = 0
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) n++
  return n
}
