/** Whether a column writes days or months first: decided over all of its cells. */
import { type DateOrder, numericLead, parseMoment } from './parse-moment.ts'

/** How many cells say what of the order. */
export interface DateMarks {
  cells: number
  unreadable: number
  withTime: number
  withZone: number
  dayFirst: number
  monthFirst: number
  /** Such as 03/04/2024. */
  either: number
}

export function newDateMarks(): DateMarks {
  return { cells: 0, unreadable: 0, withTime: 0, withZone: 0, dayFirst: 0, monthFirst: 0, either: 0 }
}

export function seeDate(marks: DateMarks, cell: string): void {
  if (cell.trim() === '') return
  marks.cells++
  const lead = numericLead(cell)
  if (lead !== undefined && lead.first !== lead.second) {
    if (lead.first > 12 && lead.second <= 12) marks.dayFirst++
    else if (lead.second > 12 && lead.first <= 12) marks.monthFirst++
    else if (lead.first <= 12) marks.either++
  }
  const moment = parseMoment(cell, 'day_first') ?? parseMoment(cell, 'month_first')
  if (moment === undefined) marks.unreadable++
  else {
    if (moment.hasTime) marks.withTime++
    if (moment.offsetMinutes !== undefined) marks.withZone++
  }
}

/** `ask` when nothing decides, or cells contradict each other. */
export function dateOrderOf({ dayFirst, monthFirst, either }: DateMarks): DateOrder | 'ask' {
  if (dayFirst > 0 && monthFirst > 0) return 'ask'
  if (dayFirst > 0) return 'day_first'
  if (monthFirst > 0) return 'month_first'
  return either > 0 ? 'ask' : 'day_first'
}
