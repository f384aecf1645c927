/** The rule packs held against a registered model and what surrounds it. */
import type { ComplianceReport } from '@pratibimba/contract'
import { assessPacks } from '@pratibimba/risk/governance/packs'
import type { Context } from '../../context.ts'
import { findCreditModel } from '../models/find-model.ts'
import { governanceFacts, policyInForce } from './governance-facts.ts'

/**
 * @param asked a version or an alias; what decides now when absent
 * @throws ProblemError `not_found`
 */
export async function complianceReport(context: Context, asked?: string): Promise<ComplianceReport> {
  const model =
    asked === undefined
      ? context.credit.deciders.champion()?.record
      : await findCreditModel(context.credit.stores.models, asked)
  const facts = await governanceFacts(context, model)
  return {
    model_version: model?.version ?? null,
    policy_version: policyInForce(context)?.version ?? null,
    assessed_at: context.clock().toISOString(),
    packs: assessPacks(facts),
  }
}
