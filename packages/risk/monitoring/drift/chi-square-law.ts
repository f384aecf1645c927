/** The chi-square law of divergences between two binned samples. */
import { chiSquareSurvival, gammaQuantile } from '@pratibimba/numerics/distributions'

/** The value that χ² with `dof` degrees of freedom exceeds with probability alpha; null without degrees: nothing alarms. */
export function chiSquareCritical(alpha: number, dof: number): number | null {
  return dof > 0 ? gammaQuantile(1 - alpha, dof / 2, 2) : null
}

/** Upper tail; without degrees of freedom nothing can be told, and the answer is 1. */
export function chiSquareTail(value: number, dof: number): number {
  return dof > 0 ? chiSquareSurvival(Math.max(0, value), dof) : 1
}
