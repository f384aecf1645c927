/** Which version decides for a customer, and what the kill switch makes of a decision. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { PolicyVersion } from '../ports/credit-policies.ts'
import { versionInForce } from './move-policy.ts'
import type { PolicyResult } from './policy.ts'

export interface ChosenPolicy {
  /** The version that decides. */
  readonly decides: PolicyVersion
  /** Versions that decide beside it, without effect. */
  readonly shadows: readonly PolicyVersion[]
}

/**
 * Chooses among the versions of one name.
 *
 * A customer stays with the version once chosen: the draw depends on name and customer alone, so that a larger share
 * only adds customers.
 *
 * @returns undefined when no version is in force
 */
export function choosePolicy(
  versions: readonly PolicyVersion[],
  customerId: string,
  at: Date,
): ChosenPolicy | undefined {
  const active = versionInForce(versions, at)
  if (active === undefined) return undefined
  const partial = versions.find(({ state }) => state === 'partial')
  const taken = partial !== undefined && customerShare(active.name, customerId) < (partial.share ?? 0)
  return {
    decides: taken ? partial : active,
    shadows: versions.filter(({ state }) => state === 'shadow'),
  }
}

/** Where a customer falls, uniform in [0, 1): the first 52 bits of SHA-256 over name and customer. */
export function customerShare(name: string, customerId: string): number {
  const digest = new DataView(sha256(utf8ToBytes(JSON.stringify([name, customerId]))).buffer)
  return (digest.getUint32(0) * 2 ** 20 + (digest.getUint32(4) >>> 12)) / 2 ** 52
}

/** While the kill switch is on, a person decides, whatever the rules say; what they said stays in the trace. */
export function underKillSwitch(result: PolicyResult): PolicyResult {
  const { limit: _limit, annualRate: _rate, ...rest } = result
  return {
    ...rest,
    decision: 'MANUAL_REVIEW',
    fired: [
      ...result.fired,
      {
        stage: 'kill-switch',
        kind: 'routing',
        rule: 'kill-switch',
        outcome: 'MANUAL_REVIEW',
        text: 'Automatic decisions are switched off.',
      },
    ],
  }
}
