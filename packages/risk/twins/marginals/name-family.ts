/** The parametric family that describes a column best, named for the reader; nothing is drawn from it. */
import { gammaCdf, normalCdf } from '@pratibimba/numerics/distributions'
import type { NamedFamily } from '../model.ts'

/** Quantiles at which a family is compared with the data. */
const POINTS = 200

/**
 * Fits normal, lognormal, gamma, exponential and uniform laws by moments and names the one with the least
 * Kolmogorov–Smirnov distance over `POINTS` quantiles.
 *
 * @param order rows with a value, ascending by it
 * @returns null where fewer than 20 values or no spread
 * @see docs/methods/marginals.md
 */
export function nameFamily(values: Float64Array, order: Uint32Array): NamedFamily | null {
  const n = order.length
  if (n < 20) return null
  const points = Float64Array.from(
    { length: POINTS },
    (_, i) => values[order[Math.floor(((i + 0.5) / POINTS) * n)]],
  )
  const { mean, deviation } = momentsOf(points)
  if (!(deviation > 0 && Number.isFinite(deviation))) return null
  const families: NamedFamily[] = [
    named('normal', { mean, deviation }, points, (x) => normalCdf((x - mean) / deviation)),
  ]
  const low = points[0]
  const from = mean - Math.sqrt(3) * deviation
  const to = mean + Math.sqrt(3) * deviation
  families.push(
    named('uniform', { from, to }, points, (x) => Math.max(0, Math.min(1, (x - from) / (to - from)))),
  )
  if (low > 0) {
    const log = momentsOf(points.map(Math.log))
    families.push(
      named('lognormal', { logMean: log.mean, logDeviation: log.deviation }, points, (x) =>
        normalCdf((Math.log(x) - log.mean) / log.deviation),
      ),
    )
  }
  if (low >= 0) {
    const shape = (mean / deviation) ** 2
    const scale = deviation ** 2 / mean
    if (shape > 1e-3 && shape < 1e6)
      families.push(named('gamma', { shape, scale }, points, (x) => (x <= 0 ? 0 : gammaCdf(x, shape, scale))))
    families.push(named('exponential', { mean }, points, (x) => 1 - Math.exp(-x / mean)))
  }
  return families.reduce((best, family) => (family.distance < best.distance ? family : best))
}

function named(
  name: NamedFamily['name'],
  parameters: Record<string, number>,
  points: Float64Array,
  cdf: (x: number) => number,
): NamedFamily {
  let distance = 0
  for (let i = 0; i < POINTS; i++)
    distance = Math.max(distance, Math.abs(cdf(points[i]) - (i + 0.5) / POINTS))
  return { name, parameters, distance }
}

function momentsOf(points: Float64Array): { mean: number; deviation: number } {
  let mean = 0
  for (const x of points) mean += x / points.length
  let squares = 0
  for (const x of points) squares += (x - mean) ** 2 / points.length
  return { mean, deviation: Math.sqrt(squares) }
}
