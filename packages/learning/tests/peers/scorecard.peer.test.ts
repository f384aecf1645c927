import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BinningCase, expectAsOptBinning } from '../support/binning-case.ts'
import { expectAsScikitLearn, type LogisticCase } from '../support/logistic-case.ts'
import { needsPublicData, publicData, publicDataPresent } from '../support/public-credit.ts'
import { python } from '../support/python.ts'
import { expectAsMonitoring, type StabilityCase } from '../support/stability-case.ts'

const script = (name: string) => join(import.meta.dirname, '../fixtures/scorecard', `${name}.py`)

describe(`binning agrees with OptBinning${needsPublicData.replace('skipped', 'synthetic columns alone')}`, () => {
  let cases: readonly BinningCase[]
  beforeAll(async () => {
    cases = JSON.parse(await python(script('binning'), publicDataPresent ? ['--data', publicData] : []))
  })
  test('every column: cut points or groups, the table to 1e-12', () => {
    expect(cases.length).toBeGreaterThanOrEqual(publicDataPresent ? 140 : 110)
    for (const example of cases) expectAsOptBinning(example)
  })
})

test('logistic regression agrees with scikit-learn', async () => {
  const cases: readonly LogisticCase[] = JSON.parse(await python(script('logistic')))
  expect(cases.length).toBe(24)
  for (const example of cases) expectAsScikitLearn(example)
})

test("population stability agrees with OptBinning's monitoring", async () => {
  const { stability }: { stability: readonly StabilityCase[] } = JSON.parse(await python(script('stability')))
  expect(stability.length).toBe(3)
  for (const example of stability) expectAsMonitoring(example)
})
