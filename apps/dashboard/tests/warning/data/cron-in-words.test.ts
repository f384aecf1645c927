import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronInWords } from '../../../src/warning/data/cron-in-words.ts'

const wordsOf = (expression: string) => {
  const reading = cronInWords(expression)
  return 'words' in reading ? reading.words : `! ${reading.problem}`
}

describe('cronInWords', () => {
  it.each([
    ['0 2 * * *', 'every day at 02:00 UTC'],
    ['30 2,14 * * *', 'every day at 02:30 and 14:30 UTC'],
    ['0 3 * * 1', 'every Monday at 03:00 UTC'],
    ['0 3 * * mon-fri', 'every Monday to Friday at 03:00 UTC'],
    ['0 3 * * 7', 'every Sunday at 03:00 UTC'],
    ['0 4 1 * *', 'on day 1 of the month at 04:00 UTC'],
    ['0 4 1,15 1-3 *', 'on day 1 and 15 of the month in January to March at 04:00 UTC'],
    ['*/15 * * * *', 'every day, every 15 minutes UTC'],
    ['* * * * *', 'every day, every minute UTC'],
    ['0 * * * *', 'every day, every hour UTC'],
    ['20 * * * *', 'every day, every hour at minute 20 UTC'],
    ['0 */6 * * *', 'every day, every 6 hours UTC'],
    ['*/10 8-18 * * 1-5', 'every Monday to Friday, every 10 minutes in hour 8 to 18 UTC'],
    ['0 2 13 * 5', 'on day 13 of the month or every Friday at 02:00 UTC'],
    ['0 2 */3 * *', 'every 3rd day of the month at 02:00 UTC'],
  ])('%s: %s', (expression, words) => {
    expect(wordsOf(expression)).toBe(words)
  })

  it.each([
    ['', 'Five fields'],
    ['0 2 * *', 'there are 4'],
    ['60 2 * * *', 'minute lies between 0 and 59'],
    ['0 24 * * *', 'hour lies between 0 and 23'],
    ['0 0 0 * *', 'day of the month lies between 1 and 31'],
    ['0 0 * 13 *', 'month lies between 1 and 12'],
    ['0 0 * * 8', 'day of the week lies between 0 and 7'],
    ['0 9-3 * * *', 'from the smaller to the larger'],
    ['*/0 * * * *', 'a step of the minute is 1 or more'],
    ['now 2 * * *', 'minute lies between'],
  ])('refuses %s', (expression, problem) => {
    expect(wordsOf(expression)).toContain(problem)
  })

  it('answers any text, and never with a hole in the sentence', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.stringMatching(/^[0-9*,/-]{1,6}$/)), (text, fields) => {
        expect(wordsOf(text)).not.toMatch(/undefined|NaN/)
        expect(wordsOf(fields.join(' '))).not.toMatch(/undefined|NaN/)
      }),
    )
  })
})
