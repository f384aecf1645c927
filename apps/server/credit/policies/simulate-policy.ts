/** What a version would have decided on the applications of the past, within a bounded time. */
import { type PolicySimulation, ProblemError } from '@pratibimba/contract'
import { simulatePolicy as simulated, versionInForce } from '@pratibimba/risk/policies'
import {
  type CompiledPolicy,
  PolicyTimeout,
  PolicyUnusable,
  type PolicyVersion,
} from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { simulationToWire } from '../../wire/credit/policy.ts'
import { findPolicy, versionsOf } from './find-policy.ts'
import { type PastTally, pastCases } from './past-cases.ts'

/** Of what is lent, where a loan goes bad; the foundation approach's for unsecured senior claims, CRE32.6. */
const LGD = 0.45
const LONGEST_MS = 60_000

export interface SimulatedPast {
  readonly from?: Date
  readonly to?: Date
  readonly limit: number
}

/**
 * @param signal ends it early; what was simulated by then is answered, with a warning
 * @throws ProblemError `not_found`; `out_of_range` for a span that ends before it begins; `unavailable` where no version
 *   is in force to compare with; `unusable_data` for a version that cannot be run
 */
export async function simulatePolicy(
  { credit, clock }: Context,
  name: string,
  version: number,
  { from, to, limit }: SimulatedPast,
  signal: AbortSignal,
): Promise<PolicySimulation> {
  if (from !== undefined && to !== undefined && from >= to)
    throw new ProblemError('out_of_range', 'The span ends before it begins.', [
      { pointer: '/to', detail: 'must be after from.' },
    ])
  const candidate = await findPolicy(credit.stores.policies, name, version)
  const present = versionInForce(await versionsOf(credit.stores.policies, name), clock())
  if (present === undefined)
    throw new ProblemError('unavailable', `No version of ${name} is in force to compare with.`)
  const opened: CompiledPolicy[] = []
  try {
    for (const one of [candidate, present]) opened.push(compiled(credit.rules, one))
    const tally: PastTally = { opened: 0, erased: 0, altered: 0, isCut: false }
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
    const span = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
    const cases = pastCases(credit.stores.decisions, credit.vault, { ...span, limit, signal: inTime }, tally)
    const comparison = await simulated(opened[0]!, opened[1]!, cases, { lgd: LGD })
    return simulationToWire(comparison, {
      candidate: candidate.version,
      present: present.version,
      ...(tally.oldest !== undefined && { from: tally.oldest }),
      ...(tally.newest !== undefined && { to: tally.newest }),
      warnings: warningsOf(tally, limit),
    })
  } catch (error) {
    if (error instanceof PolicyTimeout) throw new ProblemError('unusable_data', error.message)
    throw error
  } finally {
    for (const policy of opened) policy.dispose()
  }
}

function compiled(rules: Context['credit']['rules'], { version, document }: PolicyVersion): CompiledPolicy {
  try {
    return rules.compile(document)
  } catch (error) {
    if (!(error instanceof PolicyUnusable)) throw error
    throw new ProblemError('unusable_data', `Version ${version} cannot be run: ${error.message}`)
  }
}

function warningsOf({ opened, erased, altered, isCut }: PastTally, limit: number): string[] {
  const warnings = [`Expected loss takes ${100 * LGD} % of the amount as lost where a loan goes bad.`]
  if (isCut)
    warnings.push(`Time ran out: these are the newest ${opened} applications only. Choose a shorter span.`)
  else if (opened === limit) warnings.push(`These are the newest ${limit} applications of the span.`)
  if (erased > 0) warnings.push(`${erased} applications are left out: their persons were erased.`)
  if (altered > 0)
    warnings.push(
      `${altered} applications are left out: their records are not what was written. Verify the audit log.`,
    )
  return warnings
}
