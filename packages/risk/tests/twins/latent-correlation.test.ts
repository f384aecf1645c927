/** Latent correlations out of columns that were cut into levels. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { latentCorrelations } from '../../twins/dependence/correlation.ts'
import { cellScores } from '../../twins/dependence/hermite.ts'
import { countCodes, type LatentData } from '../../twins/dependence/latent-data.ts'
import { mixingOf } from '../../twins/dependence/mixing.ts'

const ROWS = 40_000

function latent(values: Float64Array, thresholds: readonly number[]): LatentData {
  const codes = Uint8Array.from(values, (value) => thresholds.filter((t) => value > t).length)
  const cells = thresholds.length + 1
  const counts = countCodes(codes, cells)
  return {
    name: '',
    codes,
    cells,
    counts,
    form: { kind: 'levels', values: counts },
    divides: true,
    hasMissing: false,
  }
}

function pair(rho: number): [Float64Array, Float64Array] {
  const stream = openStream(2, 'pair')
  const x = new Float64Array(ROWS)
  const y = new Float64Array(ROWS)
  for (let i = 0; i < ROWS; i++) {
    stream.at(i)
    x[i] = stream.normal()
    y[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * stream.normal()
  }
  return [x, y]
}

const all = Uint32Array.from({ length: ROWS }, (_, i) => i)
const fine = Array.from({ length: 99 }, (_, i) => -2.4 + (4.8 * i) / 98)

describe.each([-0.8, -0.3, 0, 0.4, 0.9])('rho %d', (rho) => {
  const [x, y] = pair(rho)
  it.each([
    ['two binary columns', [0.5], [-1]],
    ['a binary and a continuous one', [1], fine],
    ['five levels and three', [-1, -0.5, 0.2, 1], [0, 1.5]],
    ['two continuous ones', fine, fine],
  ])('%s', (_, cutsX, cutsY) => {
    const latents = [latent(x, cutsX), latent(y, cutsY)]
    const counts = latents.map((l) => l.counts)
    const [, found] = latentCorrelations(latents, all, counts, mixingOf(null))
    expect(Math.abs(found - rho)).toBeLessThan(0.035)
  })
})

it('scores have mean 0 and rise with the cell', () => {
  const counts = Float64Array.of(10, 0, 30, 60)
  const scores = cellScores(counts)
  expect(counts.reduce((sum, n, c) => sum + n * scores[c], 0)).toBeCloseTo(0, 12)
  for (let c = 1; c < scores.length; c++) expect(scores[c]).toBeGreaterThanOrEqual(scores[c - 1])
})
