/** Invented outcomes of two groups. */
import { openStream } from '@pratibimba/numerics/random'
import type { Groups } from '../../fairness/index.ts'

export interface InventedOutcomes {
  readonly label: Float64Array
  readonly probability: Float64Array
  readonly sex: Groups
  readonly age: Groups
}

/** Label 1 is a default. Men are riskier by `gap` in log-odds and scored as they are; one age band is tiny. */
export function inventedOutcomes(rows: number, { seed = 1, gap = 0.6 } = {}): InventedOutcomes {
  const stream = openStream(seed, 'fairness-test')
  const label = new Float64Array(rows)
  const probability = new Float64Array(rows)
  const sex = new Int32Array(rows)
  const age = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    sex[i] = stream.below(2)
    age[i] = i < 12 ? 2 : stream.below(2)
    const z = stream.normal() - 1 + gap * sex[i]
    probability[i] = 1 / (1 + Math.exp(-z))
    label[i] = stream.uniform() < probability[i] ? 1 : 0
  }
  return {
    label,
    probability,
    sex: { codes: sex, labels: ['female', 'male'] },
    age: { codes: age, labels: ['young', 'old', 'oldest'] },
  }
}
