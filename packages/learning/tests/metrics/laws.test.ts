/** What metrics obey on any sample. */
import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  auc,
  aucInterval,
  bootstrapIntervals,
  brierDecomposition,
  captureRate,
  compareAucs,
  confusionAt,
  costOptimalThreshold,
  expectedCost,
  gainsTable,
  ksStatistic,
  probabilityBins,
  thresholdForApproval,
  thresholdForRecall,
  thresholdSensitivity,
} from '../../metrics/index.ts'

/** Few distinct scores, so that ties are the rule; whole weights, some 0; both classes of positive weight. */
const samples = fc
  .array(
    fc.record({
      label: fc.constantFrom(0, 1),
      score: fc.integer({ min: 0, max: 6 }),
      weight: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((rows) => [{ label: 0, score: 2, weight: 1 }, { label: 1, score: 3, weight: 2 }, ...rows])
  .map((rows) => ({
    label: Float64Array.from(rows, (row) => row.label),
    score: Float64Array.from(rows, (row) => row.score / 6),
    weight: Float64Array.from(rows, (row) => row.weight),
  }))

describe('laws', () => {
  it('AUC is the share of pairs ranked right', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        let right = 0
        let pairs = 0
        for (let i = 0; i < label.length; i++)
          for (let j = 0; j < label.length; j++) {
            if (!(label[i] === 1 && label[j] === 0)) continue
            const w = weight[i] * weight[j]
            pairs += w
            right += w * (score[i] > score[j] ? 1 : score[i] === score[j] ? 0.5 : 0)
          }
        expect(auc(label, score, weight)).toBeCloseTo(right / pairs, 12)
      }),
    )
  })
  it('turning the score around mirrors the AUC and keeps KS and the standard error', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const turned = score.map((s) => -s)
        const straight = aucInterval(label, score, weight)
        const mirrored = aucInterval(label, turned, weight)
        expect(straight.value + mirrored.value).toBeCloseTo(1, 12)
        expect(straight.standardError).toBeCloseTo(mirrored.standardError, 12)
        expect(ksStatistic(label, score, weight).ks).toBeCloseTo(ksStatistic(label, turned, weight).ks, 12)
      }),
    )
  })
  it('only ratios of weights matter, and equal ones are none', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const once = aucInterval(label, score, weight)
        const scaled = aucInterval(
          label,
          score,
          weight.map((w) => 3 * w),
        )
        expect(scaled.standardError).toBeCloseTo(once.standardError, 12)
        const equal = aucInterval(label, score, new Float64Array(label.length).fill(2))
        expect(equal.standardError).toBeCloseTo(aucInterval(label, score).standardError, 12)
      }),
    )
  })
  it('whole weights count as repeated rows, and order does not matter', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const rows = [...label.keys()].flatMap((i) => Array<number>(weight[i]).fill(i)).reverse()
        const take = (values: Float64Array) => Float64Array.from(rows, (i) => values[i])
        expect(auc(take(label), take(score))).toBeCloseTo(auc(label, score, weight), 12)
        const repeated = gainsTable(take(label), take(score))
        const weighted = gainsTable(label, score, weight)
        for (let b = 0; b < 10; b++) expect(repeated[b].captured).toBeCloseTo(weighted[b].captured, 12)
      }),
    )
  })
  it('the Brier score is the sum of its parts, none of the first three negative', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const {
          score: brier,
          reliability,
          resolution,
          uncertainty,
          withinBins,
        } = brierDecomposition(label, score, weight, { bins: 7, kind: 'equal-width' })
        expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 12)
        expect(Math.min(reliability, resolution, uncertainty)).toBeGreaterThanOrEqual(0)
        // Seven bins of one probability each hide nothing.
        expect(withinBins).toBeCloseTo(0, 12)
      }),
    )
  })
  it('bins hold every row once, lowest probability first', () => {
    fc.assert(
      fc.property(
        samples,
        fc.constantFrom('equal-mass', 'equal-width' as const),
        ({ label, score, weight }, kind) => {
          const bins = probabilityBins(label, score, weight, 4, kind as 'equal-mass')
          expect(bins.length).toBeLessThanOrEqual(4)
          expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(weight.filter((w) => w > 0).length)
          for (let b = 1; b < bins.length; b++) expect(bins[b].lowest).toBeGreaterThan(bins[b - 1].highest)
        },
      ),
    )
  })
  it('gains end at every event, and capture rises with the share', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const table = gainsTable(label, score, weight)
        expect(table[9].captured).toBeCloseTo(1, 12)
        expect(captureRate(label, score, 0.3, weight)).toBeCloseTo(table[2].captured, 12)
        for (let b = 1; b < 10; b++) expect(table[b].events).toBeGreaterThanOrEqual(-1e-12)
      }),
    )
  })
  it('a model compared with itself does not differ', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        const test = compareAucs(
          label,
          score,
          score.map((s) => 2 * s + 1),
          weight,
        )
        expect([test.difference.value, test.standardError, test.pValue]).toEqual([0, 0, 1])
      }),
    )
  })
  it('thresholds hold what they promise', () => {
    fc.assert(
      fc.property(
        samples,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        ({ label, score, weight }, share) => {
          const total = weight.reduce((sum, w) => sum + w)
          const approved = (at: number) =>
            score.reduce((sum, s, i) => sum + (s < at ? weight[i] : 0), 0) / total
          expect(approved(thresholdForApproval(label, score, share, weight).threshold)).toBeLessThanOrEqual(
            share + 1e-9,
          )
          const called = confusionAt(
            label,
            score,
            thresholdForRecall(label, score, share, weight).threshold,
            weight,
          )
          const recall = called.truePositives / (called.truePositives + called.falseNegatives)
          expect(recall).toBeGreaterThanOrEqual(share - 1e-9)
        },
      ),
    )
  })
  it('no threshold beats hindsight', () => {
    fc.assert(
      fc.property(samples, ({ label, score, weight }) => {
        for (const row of thresholdSensitivity(label, score, weight)) {
          expect(row.cost).toBeGreaterThanOrEqual(row.hindsightCost - 1e-9)
          const there = confusionAt(label, score, row.hindsightThreshold, weight)
          expect(expectedCost(there, { falsePositive: 1, falseNegative: row.ratio })).toBeCloseTo(
            row.hindsightCost,
            9,
          )
        }
      }),
    )
  })
})

describe('the cost threshold', () => {
  it('is 1/(1 + r) for a miss of r false alarms', () => {
    for (const ratio of [1, 25, 250])
      expect(costOptimalThreshold({ falsePositive: 1, falseNegative: ratio }).threshold).toBeCloseTo(
        1 / (1 + ratio),
        15,
      )
  })
  it('makes both decisions cost the same, with benefits too', () => {
    const costs = { falsePositive: 120, falseNegative: 9000, truePositive: 2500, trueNegative: -30 }
    const { threshold: p, why } = costOptimalThreshold(costs)
    const acting = p * costs.truePositive + (1 - p) * costs.falsePositive
    const waiting = p * costs.falseNegative + (1 - p) * costs.trueNegative
    expect(acting).toBeCloseTo(waiting, 9)
    expect(why).toBe(
      'A missed event costs 43.3 times a false alarm, so acting pays from a probability of 1/(1 + 43.3) = 2.26% on.',
    )
  })
  it('costs least on calibrated probabilities', () => {
    const stream = openStream(5, 'calibrated')
    const n = 40000
    const probability = new Float64Array(n)
    const label = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      probability[i] = stream.uniform() ** 3
      label[i] = stream.uniform() < probability[i] ? 1 : 0
    }
    for (const row of thresholdSensitivity(label, probability)) {
      expect(row.threshold).toBeCloseTo(1 / (1 + row.ratio), 15)
      expect(row.cost / row.hindsightCost).toBeLessThan(1.03)
    }
  })
})

describe('intervals hold what they promise', () => {
  const repetitions = 300
  const n = 400
  /** Normal scores one unit apart: AUC = Φ(1/√2). */
  const truth = 0.7602499389065233
  it('DeLong covers the true AUC in about 95 of 100 samples', () => {
    const stream = openStream(11, 'coverage')
    let covered = 0
    for (let r = 0; r < repetitions; r++) {
      const label = Float64Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0))
      const score = label.map((y) => y + stream.normal())
      const { lower, upper } = aucInterval(label, score)
      if (lower <= truth && truth <= upper) covered++
    }
    expect(covered / repetitions).toBeGreaterThan(0.92)
    expect(covered / repetitions).toBeLessThan(0.98)
  })
  it('the bootstrap agrees with theory on a mean, for a seed always the same', () => {
    const stream = openStream(12, 'mean')
    const values = Float64Array.from({ length: n }, () => stream.normal())
    const mean = (counts: Uint16Array, out: Float64Array) => {
      out[0] = values.reduce((sum, value, i) => sum + value * counts[i], 0) / n
    }
    const rows = Uint32Array.from({ length: n }, (_, i) => i)
    const run = () => bootstrapIntervals([rows], n, 1, mean, { seed: 3, replicates: 2000 })
    const [[lower, upper]] = run()
    const centre = values.reduce((sum, value) => sum + value) / n
    const reach = 1.96 * Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / n / n)
    expect(lower).toBeCloseTo(centre - reach, 2)
    expect(upper).toBeCloseTo(centre + reach, 2)
    expect(run()).toEqual([[lower, upper]])
  })
})
