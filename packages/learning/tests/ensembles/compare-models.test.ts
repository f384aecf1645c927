/** The champion: the best, unless a simpler one is as good as far as the data can tell. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { compareModels } from '../../ensembles/index.ts'
import { compareAucs } from '../../metrics/index.ts'

const rows = 2000
const stream = openStream(3, 'compare-models')
const label = new Float64Array(rows)
const truth = new Float64Array(rows)
const noisy = new Float64Array(rows)
const close = new Float64Array(rows)
for (let i = 0; i < rows; i++) {
  stream.at(i)
  const z = stream.normal()
  const logistic = (x: number) => 1 / (1 + Math.exp(-x))
  truth[i] = logistic(z)
  noisy[i] = logistic(z + 1.5 * stream.normal())
  close[i] = logistic(z + 0.05 * stream.normal())
  label[i] = stream.uniform() < truth[i] ? 1 : 0
}

describe('compareModels', () => {
  it('takes the simpler model within one standard error, and says why', () => {
    const best = compareModels(label, { close, truth }).best
    const simple = best === 'truth' ? 'close' : 'truth'
    const order = [simple, best]
    const { toBest } = compareModels(label, { close, truth }, { simplestFirst: order }).models.find(
      ({ name }) => name === simple,
    )!
    const within = -toBest!.difference.value / toBest!.standardError
    for (const [withinStandardErrors, champion] of [
      [within + 0.01, simple],
      [within - 0.01, best],
    ] as const) {
      const comparison = compareModels(
        label,
        { close, truth },
        { simplestFirst: order, withinStandardErrors },
      )
      expect(comparison.champion).toBe(champion)
      expect(comparison.reason.startsWith(champion)).toBe(true)
    }
  })

  it('does not take a simple model that is worse', () => {
    const { champion, models } = compareModels(label, { noisy, truth })
    expect(champion).toBe('truth')
    expect(models.map(({ name }) => name)).toEqual(['truth', 'noisy'])
    const paired = compareAucs(label, noisy, truth)
    expect(models[1].toBest).toEqual({
      difference: paired.difference,
      standardError: paired.standardError,
      pValue: paired.pValue,
    })
    expect(models[1].toBest!.pValue).toBeLessThan(1e-6)
    expect(models[0].logLoss).toBeLessThan(models[1].logLoss)
  })

  it('takes the first of equal models', () => {
    const { best, champion } = compareModels(label, { one: truth, two: truth, three: noisy })
    expect([best, champion]).toEqual(['one', 'one'])
  })

  it('compares models that say the same of everyone', () => {
    const flat = new Float64Array(rows).fill(0.5)
    const { models } = compareModels(label, { flat, alike: flat })
    expect(models.map(({ auc }) => auc.value)).toEqual([0.5, 0.5])
    expect(models[1].toBest!.pValue).toBe(1)
  })

  it('refuses what it cannot compare', () => {
    expect(() => compareModels(label, {})).toThrow('need at least one model, got none')
    expect(() => compareModels(label, { truth }, { simplestFirst: ['other'] })).toThrow(
      'need each of truth once in the order of complexity, got other',
    )
    expect(() => compareModels(new Float64Array(rows), { truth })).toThrow('need rows of both classes')
    expect(() => compareModels(label, { truth: truth.slice(1) })).toThrow(
      'need a score for each of 2000 labels',
    )
  })
})
