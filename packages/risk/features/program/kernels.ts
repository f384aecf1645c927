/** One kernel an operation, over customers side by side. Missing is NaN, and arithmetic passes it on. */
import type { Operation } from './graph.ts'
import { weeklyKernel, weeklyValueOf } from './weekly-aggregates.ts'

/**
 * @param r registers, shape [register][stride]
 * @param to first place of the target; it may be an operand's too
 * @param lanes customers to compute
 * @param operands registers; the instruction's begin at `start`
 * @param parameters the instruction's begin at `parameter`
 */
export type Kernel = (
  r: Float64Array,
  to: number,
  lanes: number,
  stride: number,
  operands: Int32Array,
  start: number,
  parameters: Float64Array,
  parameter: number,
) => void

export const kernels = {
  negate: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = -r[a + i]
  },
  absolute: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Math.abs(r[a + i])
  },
  log1p: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] > -1 ? Math.log1p(r[a + i]) : NaN
  },
  exponential: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] <= 709 ? Math.exp(r[a + i]) : NaN
  },
  square_root: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Math.sqrt(r[a + i])
  },
  is_missing: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Number.isNaN(r[a + i]) ? 1 : 0
  },
  add: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] + r[b + i]
  },
  subtract: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] - r[b + i]
  },
  multiply: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] * r[b + i]
  },
  divide: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[b + i] === 0 ? NaN : r[a + i] / r[b + i]
  },
  minimum: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Math.min(r[a + i], r[b + i])
  },
  maximum: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Math.max(r[a + i], r[b + i])
  },
  greater: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] > r[b + i] ? 1 : r[a + i] <= r[b + i] ? 0 : NaN
  },
  at_least: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = r[a + i] >= r[b + i] ? 1 : r[a + i] < r[b + i] ? 0 : NaN
  },
  clip: (r, to, lanes, stride, operands, start, parameters, parameter) => {
    const a = operands[start] * stride
    const low = parameters[parameter]
    const high = parameters[parameter + 1]
    for (let i = 0; i < lanes; i++) r[to + i] = Math.min(Math.max(r[a + i], low), high)
  },
  coalesce: (r, to, lanes, stride, operands, start) => {
    const a = operands[start] * stride
    const b = operands[start + 1] * stride
    for (let i = 0; i < lanes; i++) r[to + i] = Number.isNaN(r[a + i]) ? r[b + i] : r[a + i]
  },
  choose: (r, to, lanes, stride, operands, start) => {
    const condition = operands[start] * stride
    const then = operands[start + 1] * stride
    const otherwise = operands[start + 2] * stride
    for (let i = 0; i < lanes; i++) {
      const value = r[condition + i]
      r[to + i] = Number.isNaN(value) ? NaN : r[(value === 0 ? otherwise : then) + i]
    }
  },
  mean: weeklyKernel(weeklyValueOf.mean),
  max: weeklyKernel(weeklyValueOf.max),
  min: weeklyKernel(weeklyValueOf.min),
  std: weeklyKernel(weeklyValueOf.std),
  trend: weeklyKernel(weeklyValueOf.trend),
  consec_high: weeklyKernel(weeklyValueOf.consec_high),
} as const satisfies Record<Operation, Kernel>
