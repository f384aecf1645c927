/** The bytes of small portfolios do not change unless the golden file does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goldenPortfolios } from './golden-portfolios.ts'

test('golden portfolios', () => {
  const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/portfolio.golden.json'), 'utf8'))
  expect(goldenPortfolios()).toEqual(golden)
})
