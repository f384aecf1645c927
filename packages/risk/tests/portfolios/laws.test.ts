/** Laws over random settings, and the same rows for every cut into chunks. */
import {
  CreditPortfolioGenerator,
  generatePortfolio,
  type PortfolioSettings,
  portfolioConfig,
  UnreachableTarget,
} from '@pratibimba/risk/portfolios'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from './bytes-of.ts'
import { expectLaws, numbersOf } from './expect-laws.ts'
import { inlineCompute } from './inline-compute.ts'

const generator = new CreditPortfolioGenerator()

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const shares = (names: readonly string[]) =>
  fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: names.length, maxLength: names.length })
    .filter((weights) => weights.some((weight) => weight > 0))
    .map((weights) => {
      const sum = weights.reduce((a, b) => a + b, 0)
      return Object.fromEntries(names.map((name, i) => [name, weights[i] / sum]))
    })

const settings: fc.Arbitrary<PortfolioSettings> = fc.record(
  {
    numBorrowers: fc.integer({ min: 1, max: 400 }),
    seed: fc.maxSafeNat(),
    targetDefaultRate: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
    includePaymentHistory: fc.boolean(),
    historyMonths: fc.integer({ min: 1, max: 120 }),
    useCopulas: fc.boolean(),
    riskGradeDistribution: shares(['A', 'B', 'C', 'D', 'E']),
    loanTypeDistribution: shares([
      'PERSONAL',
      'AUTO',
      'MORTGAGE',
      'CREDIT_CARD',
      'SMALL_BUSINESS',
      'STUDENT',
    ]),
    dtiRange: fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 5, max: 40 }))
      .map(([low, width]) => [low / 100, (low + width) / 100] as const),
    demographic: fc.record({
      group: fc.constant('Group_A'),
      scoreShift: fc.double({ min: -3, max: 3, noNaN: true }),
      incomeFactor: fc.double({ min: 0.1, max: 10, noNaN: true }),
    }),
    asOfDate: fc.integer({ min: 10_957, max: 47_481 }),
    rate: fc.constantFrom('calibrated', 'drawn'),
  },
  { requiredKeys: ['numBorrowers', 'seed'] },
)

test('every portfolio obeys the laws', () => {
  fc.assert(
    fc.property(settings, (given) => {
      try {
        expectLaws(generator.generatePortfolio(given))
      } catch (error) {
        if (!(error instanceof UnreachableTarget)) throw error
        // Only a pinned mix and the DTI range can keep a target of 1% to 30% out of reach.
        expect(given.riskGradeDistribution ?? given.dtiRange).toBeDefined()
        const [low, high] = error.reachable
        const target = given.targetDefaultRate!
        expect(target < low || target > high).toBe(true)
      }
    }),
    { numRuns: 120, seed: 7 },
  )
})

test('the rows do not depend on the cut into chunks', async () => {
  const config = portfolioConfig({
    numBorrowers: 700,
    includePaymentHistory: true,
    historyMonths: 12,
    targetDefaultRate: 0.08,
  })
  const whole = generator.generatePortfolio(config)
  for (const chunkBorrowers of [1, 33, 256, 700, 5000]) {
    const chunks = await allOf(generatePortfolio(config, inlineCompute, { chunkBorrowers }))
    expect(chunks.at(-1)!.totals).toEqual(whole.totals)
    for (const table of ['borrowers', 'loans', 'payments'] as const)
      expect(hashOf(chunks.map((chunk) => chunk[table]!)), `${table} in chunks of ${chunkBorrowers}`).toBe(
        hashOf([whole[table]!]),
      )
  }
})

test('a borrower does not depend on how many there are, apart from who defaults', () => {
  const small = generator.generatePortfolio({ numBorrowers: 50, rate: 'drawn' })
  const large = generator.generatePortfolio({ numBorrowers: 500, rate: 'drawn' })
  for (const name of small.borrowers.columns.keys())
    expect(Array.from(numbersOf(small.borrowers, name)), name).toEqual(
      Array.from(numbersOf(large.borrowers, name)).slice(0, 50),
    )
})

test('another seed gives another portfolio, the same seed the same', () => {
  const of = (seed: number) => hashOf([generator.generatePortfolio({ numBorrowers: 100, seed }).borrowers])
  expect(of(1)).toBe(of(1))
  expect(of(1)).not.toBe(of(2))
})

test('progress rises to 1 and an abort stops the work', async () => {
  const shown: number[] = []
  const config = portfolioConfig({ numBorrowers: 1000 })
  for await (const _ of generatePortfolio(config, inlineCompute, {
    chunkBorrowers: 100,
    onProgress: (share) => shown.push(share),
  })) {
    // the chunks themselves are tested above
  }
  expect(shown).toEqual([...shown].sort((a, b) => a - b))
  expect(shown.at(-1)).toBe(1)
  const abort = new AbortController()
  const run = generatePortfolio(config, inlineCompute, { chunkBorrowers: 100, signal: abort.signal })
  await run.next()
  abort.abort()
  await expect(run.next()).rejects.toThrow(/abort/i)
  await expect(generatePortfolio(config, inlineCompute, { chunkBorrowers: 0 }).next()).rejects.toThrow(
    RangeError,
  )
})
