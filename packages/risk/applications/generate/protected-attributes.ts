/** Attributes that no model may read, made up so that fairness has something to find. */
import type { RandomStream } from '@pratibimba/numerics/random'

/**
 * Labels, shares of those who apply, and by how much the logarithm of income differs.
 *
 * Groups differ in income only; habits and the law of default know nothing of them. What a model holds against a group
 * it has therefore from income. Shares and differences are invented, and so are the ethnic groups.
 */
export const protectedAttributes = {
  gender: { labels: ['female', 'male', 'other'], shares: [0.49, 0.49, 0.02], logIncome: [-0.12, 0.08, -0.1] },
  ethnicity: {
    labels: ['group_a', 'group_b', 'group_c', 'group_d'],
    shares: [0.62, 0.19, 0.13, 0.06],
    logIncome: [0.06, -0.16, -0.1, 0.02],
  },
  religion: {
    labels: ['none', 'faith_a', 'faith_b', 'faith_c'],
    shares: [0.34, 0.41, 0.17, 0.08],
    logIncome: [0, 0, 0, 0],
  },
} as const

export type ProtectedAttribute = keyof typeof protectedAttributes
export const protectedNames = Object.keys(protectedAttributes) as readonly ProtectedAttribute[]

/** Places of the labels, one an attribute. */
export function drawProtected(stream: RandomStream, into: Int32Array): void {
  for (let k = 0; k < protectedNames.length; k++)
    into[k] = pick(stream.uniform(), protectedAttributes[protectedNames[k]].shares)
}

export function logIncomeOf(places: Int32Array): number {
  let sum = 0
  for (let k = 0; k < protectedNames.length; k++)
    sum += protectedAttributes[protectedNames[k]].logIncome[places[k]]
  return sum
}

/** The first place up to which the shares add up to more than the draw. */
export function pick(uniform: number, shares: readonly number[]): number {
  let left = uniform
  for (let k = 0; k < shares.length - 1; k++) {
    left -= shares[k]
    if (left < 0) return k
  }
  return shares.length - 1
}
