/** Fairness metrics beside Fairlearn's, and thresholds by group beside its post-processing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStream } from '@pratibimba/numerics/random'
import { afterAll, describe, expect, it } from 'vitest'
import { python } from '../../../learning/tests/support/python.ts'
import { groupThresholds } from '../../fairness/index.ts'
import { expectAgreement, type FairlearnData, groupsFrom } from '../fairness/fairlearn-agreement.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairness-'))
afterAll(() => rmSync(folder, { recursive: true }))

function invented(seed: number, rows: number): FairlearnData {
  const stream = openStream(seed, 'fairness-peer')
  const data = { label: [], decision: [], probability: [], weight: [], sex: [], age: [] } as Record<
    string,
    never[]
  >
  const push = (name: string, value: unknown): unknown => data[name].push(value as never)
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    const sex = stream.below(2)
    const age = stream.below(4)
    const z = stream.normal() + 0.5 * sex - 0.2 * age
    const p = Math.round(1e4 / (1 + Math.exp(-z))) / 1e4
    push('label', stream.uniform() < 1 / (1 + Math.exp(-z + 0.3 * sex)) ? 1 : 0)
    push('decision', p >= 0.5 ? 1 : 0)
    push('probability', p)
    push('weight', 0.1 + stream.uniform() * 3)
    push('sex', ['female', 'male'][sex])
    push('age', ['18–24', '25–39', '40–59', '60+'][age])
  }
  const { label, decision, probability, weight, sex, age } = data
  return { label, decision, probability, weight, groups: { sex, age } }
}

async function run(script: string, name: string, data: unknown): Promise<never> {
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify(data))
  return JSON.parse(await python(fileURLToPath(new URL(script, import.meta.url)), [path])) as never
}

describe('Fairlearn', () => {
  for (const seed of [1, 2, 3])
    it(`says the same of 5,000 rows, seed ${seed}`, async () => {
      const data = invented(seed, 5000)
      const figures = await run('fairlearn_reference.py', `metrics-${seed}`, data)
      const compared = expectAgreement(data, figures)
      expect(compared).toBeGreaterThan(400)
    })

  it('finds no better randomised thresholds, criterion by criterion', async () => {
    const data = invented(7, 4000)
    const theirs = (await run('threshold_reference.py', 'thresholds', data)) as Record<string, number>
    for (const criterion of ['demographic-parity', 'equal-opportunity', 'equalized-odds'] as const) {
      const { price } = groupThresholds(
        {
          label: Float64Array.from(data.label),
          score: Float64Array.from(data.probability),
          groups: groupsFrom(data.groups.sex),
        },
        {
          criterion,
          favourable: { label: 1, decision: 1 },
          costs: { falsePositive: 1, falseNegative: 1 },
          threshold: 0.5,
          randomised: true,
        },
      )
      const gap = {
        'demographic-parity': price.after.demographicParityDifference!,
        'equal-opportunity': price.after.equalOpportunityDifference!,
        'equalized-odds': price.after.equalizedOddsDifference!,
      }[criterion]
      expect(gap).toBeLessThan(1e-9)
      expect(price.after.accuracy).toBeGreaterThanOrEqual(theirs[criterion] - 1e-9)
      expect(price.after.accuracy - theirs[criterion]).toBeLessThan(0.002)
    }
  })
})
