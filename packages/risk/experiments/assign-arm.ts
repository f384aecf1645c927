/** Which arm of an experiment a customer falls into: drawn once, kept for good. */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Where a customer falls in an experiment, uniform in [0, 1): the first 52 bits of HMAC-SHA-256 of the customer under
 * the experiment's id. Draws of different experiments, and the draw of partial policies, tell nothing of each other.
 *
 * @see docs/methods/experiments.md
 */
export function armDraw(experimentId: string, customerId: string): number {
  const digest = new DataView(hmac(sha256, utf8ToBytes(experimentId), utf8ToBytes(customerId)).buffer)
  return (digest.getUint32(0) * 2 ** 20 + (digest.getUint32(4) >>> 12)) / 2 ** 52
}

/**
 * The challenger takes those whose draw is below its share, so whoever is in at 5 % is in at 20 %.
 *
 * @param share of the challenger, in [0, 1]
 */
export function assignArm(experimentId: string, customerId: string, share: number): ArmName {
  return armDraw(experimentId, customerId) < share ? 'challenger' : 'champion'
}

export type ArmName = 'champion' | 'challenger'
