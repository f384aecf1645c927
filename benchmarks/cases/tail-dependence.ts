/** Joint extremes: a t copula with known tail dependence, learnt and drawn again. */

import { gammaQuantile } from '@pratibimba/numerics/distributions'
import { columnOf, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { lowerTailDependence, rank, tTailDependence } from '@pratibimba/numerics/statistics'
import { detectSchema, fitTwin, sampleRows } from '@pratibimba/risk/twins'
import type { BenchmarkCase, Figure } from '../harness/case.ts'

const ROWS = 40_000
const DRAWN = 200_000
/** Share of the rows that counts as the tail. */
const TAIL = 0.05
const PLANTED = [
  { rho: 0.5, nu: 4 },
  { rho: 0.3, nu: 3 },
  { rho: 0.7, nu: 6 },
]

export const tailDependence: BenchmarkCase = {
  id: 'tail-dependence',
  title:
    'Lower tail dependence at 0.05 of planted t data, recovered by the t engine; the Gaussian engine for comparison',
  command: 'npm run bench -- tail-dependence',
  run: async () => PLANTED.flatMap(recovered),
}

function recovered({ rho, nu }: { rho: number; nu: number }): Figure[] {
  const [x, y] = planted(rho, nu, ROWS, 1)
  const truth = tailOf(...planted(rho, nu, 1_000_000, 2))
  const original = frameOf({ x: { kind: 'float64', values: x }, y: { kind: 'float64', values: y } })
  const tables = new Map([['planted', original]])
  return (['t', 'gaussian'] as const).map((engine) => {
    const model = fitTwin(tables, detectSchema(tables), { engine })
    const twin = sampleRows(model, 'planted', 0, DRAWN, 3)
    const found = tailOf(columnOf(twin, 'x', 'float64').values, columnOf(twin, 'y', 'float64').values)
    const name = `ρ = ${rho}, ν = ${nu} (limit λ ${tTailDependence(rho, nu).toFixed(3)}), ${engine}: distance`
    return {
      name,
      value: Math.abs(found - truth),
      unit: '',
      ...(engine === 't' ? { promise: { atMost: 0.03 } } : {}),
    }
  })
}

function tailOf(x: Float64Array, y: Float64Array): number {
  const uniform = (values: Float64Array) => rank(values).map((position) => position / (values.length + 1))
  return lowerTailDependence(uniform(x), uniform(y), TAIL).estimate
}

/** Bivariate t: correlated normals over the root of a shared χ²/ν. */
function planted(rho: number, nu: number, rows: number, seed: number): [Float64Array, Float64Array] {
  const stream = openStream(seed, 'planted-t')
  const x = new Float64Array(rows)
  const y = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    stream.at(row)
    const scale = Math.sqrt(nu / gammaQuantile(stream.uniform(), nu / 2, 2))
    const first = stream.normal()
    x[row] = scale * first
    y[row] = scale * (rho * first + Math.sqrt(1 - rho * rho) * stream.normal())
  }
  return [x, y]
}
