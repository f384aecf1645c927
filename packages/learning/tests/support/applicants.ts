/** Made-up applicants: two columns that tell, one of them twice, one of noise, with holes and a special code. */
import { openStream } from '@pratibimba/numerics/random'
import type { Feature, LabelledMatrix } from '../../data/index.ts'

export const features: readonly Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'home', kind: 'category', categories: ['RENT', 'OWN', 'MORTGAGE'] },
  { name: 'noise', kind: 'number' },
  { name: 'income again', kind: 'number' },
  { name: 'delinquencies', kind: 'number' },
]

export function applicants(rows: number): LabelledMatrix {
  const stream = openStream(11, 'scorecard test')
  const columns = features.map(() => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const random = stream.at(i)
    const income = Math.exp(10 + random.uniform() * 2)
    const home = Math.floor(random.uniform() * 3)
    const late = Math.floor(random.uniform() ** 2 * 5)
    columns[0][i] = random.uniform() < 0.1 ? Number.NaN : income
    columns[1][i] = home
    columns[2][i] = random.uniform()
    columns[3][i] = income * 1.5
    columns[4][i] = random.uniform() < 0.05 ? -9 : late
    const eta = 8 - Math.log(income) + [0.6, -0.2, 0][home] + 0.5 * late
    label[i] = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  }
  return { rows, columns, label }
}
