/** Metrics and calibration against scikit-learn, resampling against imbalanced-learn. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { calibrate, fitIsotonic, fitPlatt } from '../../calibration/index.ts'
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import { auc, averagePrecision, brierScore, evaluateBinary, logLoss } from '../../metrics/index.ts'
import { adasyn, smote } from '../../resampling/index.ts'
import { neighbourSpace } from '../../resampling/neighbour-space.ts'
import { neighbourTree } from '../../resampling/neighbour-tree.ts'
import { python } from '../support/python.ts'

const script = join(import.meta.dirname, 'around.peer.py')
async function ask<Answer>(...args: string[]): Promise<Answer> {
  return JSON.parse(await python(script, args)) as Answer
}
const floats = (values: readonly number[]) => Float64Array.from(values)

describe('scikit-learn', () => {
  it('weighted metrics and isotonic regression on 20,000 rows, within 1e-9', async () => {
    const peer = await ask<
      Record<'label' | 'probability' | 'weight' | 'grid' | 'isotonic', number[]> &
        Record<'auc' | 'averagePrecision' | 'brier' | 'logLoss', number>
    >('binary')
    const [label, probability, weight] = [peer.label, peer.probability, peer.weight].map(floats)
    expect(Math.abs(auc(label, probability, weight) - peer.auc)).toBeLessThan(1e-9)
    expect(Math.abs(averagePrecision(label, probability, weight) - peer.averagePrecision)).toBeLessThan(1e-9)
    expect(Math.abs(brierScore(label, probability, weight) - peer.brier)).toBeLessThan(1e-9)
    expect(Math.abs(logLoss(label, probability, weight) - peer.logLoss)).toBeLessThan(1e-9)
    const fit = fitIsotonic({ score: probability, scale: 'probability', label, weight })
    const answers = calibrate(fit, floats(peer.grid))
    for (let i = 0; i < answers.length; i++)
      expect(Math.abs(answers[i] - peer.isotonic[i])).toBeLessThan(1e-9)
  })
  it("Platt within what L-BFGS leaves of scikit-learn's", async () => {
    const peer = await ask<Record<'score' | 'label' | 'grid' | 'probability', number[]>>('sigmoid')
    const fit = fitPlatt({ score: floats(peer.score), scale: 'log-odds', label: floats(peer.label) })
    const answers = calibrate(fit, floats(peer.grid))
    for (let i = 0; i < answers.length; i++)
      expect(Math.abs(answers[i] - peer.probability[i])).toBeLessThan(1e-4)
  })
})

interface Described {
  readonly rows: number
  readonly mean: number[]
  readonly deviation: number[]
  readonly correlation: number[]
  readonly shares: number[]
}
const numberFeatures: Feature[] = ['a', 'b', 'c', 'd'].map((name) => ({ name, kind: 'number' }))

/** Means, deviations and correlations of the rows beyond the first n. */
function describeFresh(made: LabelledMatrix, n: number): Omit<Described, 'shares'> {
  const fresh = made.columns.slice(0, 4).map((column) => column.subarray(n))
  const mean = fresh.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length)
  const covariance = fresh.flatMap((x, c) =>
    fresh.map(
      (y, d) => x.reduce((sum, value, i) => sum + (value - mean[c]) * (y[i] - mean[d]), 0) / x.length,
    ),
  )
  const deviation = mean.map((_, c) => Math.sqrt(covariance[5 * c]))
  return {
    rows: made.rows - n,
    mean,
    deviation,
    correlation: covariance.map((value, i) => value / (deviation[i >> 2] * deviation[i & 3])),
  }
}

describe('imbalanced-learn', () => {
  it('SMOTE, SMOTE-NC and ADASYN draw from the same distribution; neighbours are the same', async () => {
    const peer = await ask<{
      label: number[]
      numbers: number[][]
      category: number[]
      smote: Described
      adasyn: Described
      smotenc: Described
      neighbourDistances: number[]
    }>('resampling')
    const n = peer.label.length
    const data = { rows: n, columns: peer.numbers.map(floats), label: floats(peer.label) }
    const options = { seed: 1, scale: 'as-given' } as const
    for (const [name, made] of [
      ['smote', smote(data, numberFeatures, options)],
      ['adasyn', adasyn(data, numberFeatures, options)],
    ] as const) {
      const ours = describeFresh(made, n)
      const theirs = peer[name]
      // ADASYN rounds each row's share there and meets the total here.
      expect(Math.abs(ours.rows - theirs.rows)).toBeLessThan(name === 'smote' ? 1 : 0.05 * ours.rows)
      for (let c = 0; c < 4; c++) {
        expect(Math.abs(ours.mean[c] - theirs.mean[c])).toBeLessThan(0.08)
        expect(Math.abs(ours.deviation[c] / theirs.deviation[c] - 1)).toBeLessThan(0.06)
      }
      for (let i = 0; i < 16; i++)
        expect(Math.abs(ours.correlation[i] - theirs.correlation[i])).toBeLessThan(0.06)
    }
    const mixed: Feature[] = [...numberFeatures, { name: 'e', kind: 'category' }]
    const made = smote({ ...data, columns: [...data.columns, floats(peer.category)] }, mixed, options)
    const fresh = made.columns[4].subarray(n)
    for (const code of [0, 1, 2]) {
      const share = fresh.filter((value) => value === code).length / fresh.length
      expect(Math.abs(share - peer.smotenc.shares[code])).toBeLessThan(0.08)
    }
    const events = Int32Array.from({ length: 600 }, (_, row) => row)
    const tree = neighbourTree(neighbourSpace('peer', data, numberFeatures, 'as-given', events), events)
    const found = new Int32Array(5)
    let worst = 0
    for (const row of events) {
      tree.nearest(row, found)
      found.forEach((other, i) => {
        const distance = Math.hypot(...data.columns.map((column) => column[row] - column[other]))
        worst = Math.max(worst, Math.abs(distance - peer.neighbourDistances[5 * row + i]))
      })
    }
    expect(worst).toBeLessThan(1e-9)
  })
})

const taiwan = join(
  process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data'),
  'taiwan_credit_default/default_of_credit_card_clients.csv.gz',
)
const present = existsSync(taiwan)

describe.skipIf(!present)(`Taiwan${present ? '' : ` (skipped: no data at ${taiwan})`}`, () => {
  it('resampling 30,000 × 23 and the report of 1,000 replicates: CPU seconds, beside imbalanced-learn', async () => {
    const peer = await ask<{ columns: number[][]; label: number[]; seconds: Record<string, number> }>(
      'taiwan',
      taiwan,
    )
    const data = { rows: peer.label.length, columns: peer.columns.map(floats), label: floats(peer.label) }
    const features = data.columns.map((_, c): Feature => ({ name: `x${c}`, kind: 'number' }))
    const seconds = (work: () => unknown) => {
      const start = process.cpuUsage().user
      work()
      return (process.cpuUsage().user - start) / 1e6
    }
    const limit = data.columns[0]
    const probability = limit.map((value) => 1 / (1 + Math.exp(value / 2e5)))
    process.stdout.write(
      `${JSON.stringify({
        smote: { ours: seconds(() => smote(data, features, { seed: 1 })), peer: peer.seconds.smote },
        adasyn: { ours: seconds(() => adasyn(data, features, { seed: 1 })), peer: peer.seconds.adasyn },
        report: { ours: seconds(() => evaluateBinary({ label: data.label, probability }, { seed: 1 })) },
      })}\n`,
    )
    const made = smote(data, features, { seed: 1 })
    expect(made.label.reduce((sum, y) => sum + y, 0)).toBe(made.rows / 2)
  })
})
