/** Made-up columns for tests of monitoring: quick draws, and a column against its reference. */
import type { Feature } from '@pratibimba/learning/data'
import type { DriftReport, TestedFigure } from '../../monitoring/index.ts'
import { assessDrift, profileOf } from '../../monitoring/index.ts'

/** Uniform numbers in [0, 1) by SFC32: quick, for simulations of many million draws. */
export function quickUniform(seed: number): () => number {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0]
  const next = () => {
    const word = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    return (word >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

export function drawn(rows: number, draw: (row: number) => number): Float64Array {
  const values = new Float64Array(rows)
  for (let i = 0; i < rows; i++) values[i] = draw(i)
  return values
}

/** Sum of four uniforms: a hump, with tails that end. */
export const hump = (uniform: () => number) => () => uniform() + uniform() + uniform() + uniform()

export const numberFeature = (name = 'x'): Feature => ({ name, kind: 'number' })

export function driftOf(reference: Float64Array, current: Float64Array, alpha?: number): DriftReport {
  const profile = profileOf({ rows: reference.length, columns: [reference] }, [numberFeature()])
  return assessDrift(profile, { rows: current.length, columns: [current] }, [numberFeature()], { alpha })
}

export function labelDriftOf(reference: Float64Array, current: Float64Array, labels: number): DriftReport {
  const feature: Feature = {
    name: 'x',
    kind: 'category',
    categories: Array.from({ length: labels }, (_, i) => `label ${i}`),
  }
  const profile = profileOf({ rows: reference.length, columns: [reference] }, [feature])
  return assessDrift(profile, { rows: current.length, columns: [current] }, [feature])
}

export function figureOf(report: DriftReport, id: string, column = 0): TestedFigure {
  return report.features[column].tests.find((each) => each.id === id)!
}
