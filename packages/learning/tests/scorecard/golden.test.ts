import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clopperPearson } from '../../scorecard/index.ts'
import { type BinningCase, expectAsOptBinning } from '../support/binning-case.ts'
import { expectAsScikitLearn, type LogisticCase } from '../support/logistic-case.ts'
import { expectAsMonitoring, type StabilityCase } from '../support/stability-case.ts'

function golden<T>(name: string): T {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, '../fixtures/scorecard', `${name}.golden.json`), 'utf8'),
  )
}

describe('binning agrees with OptBinning', () => {
  test.each(golden<BinningCase[]>('binning').map((example) => [example.name, example] as const))(
    '%s',
    (_, example) => expectAsOptBinning(example),
  )
})

describe('logistic regression agrees with scikit-learn', () => {
  test.each(golden<LogisticCase[]>('logistic').map((example) => [example.name, example] as const))(
    '%s',
    (_, example) => expectAsScikitLearn(example),
  )
})

const { stability, intervals } = golden<{
  stability: StabilityCase[]
  intervals: { events: number; total: number; confidence: number; exact: number[] }[]
}>('stability')

test('population stability agrees with OptBinning', () => {
  for (const example of stability) expectAsMonitoring(example)
})

test('exact intervals of a rate agree with SciPy', () => {
  for (const { events, total, confidence, exact } of intervals) {
    const { lower, upper } = clopperPearson(events, total, confidence)
    expect(lower).toBeCloseTo(exact[0], 11)
    expect(upper).toBeCloseTo(exact[1], 11)
  }
  expect(() => clopperPearson(3, 2)).toThrow('need events in [0, 2], got 3')
})
