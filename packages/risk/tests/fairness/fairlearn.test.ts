/** Fairness metrics equal Fairlearn's. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { expectAgreement } from './fairlearn-agreement.ts'

it('agrees with Fairlearn to 1e-12: by group, overall, differences and ratios, weighted and crossed', () => {
  const golden = JSON.parse(readFileSync(new URL('fixtures/fairness.golden.json', import.meta.url), 'utf8'))
  expect(expectAgreement(golden.data, golden.figures)).toBeGreaterThan(400)
})
