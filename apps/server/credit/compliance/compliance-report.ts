/** The rule packs held against a registered model and what surrounds it. */
import { type ComplianceReport, ProblemError } from '@pratibimba/contract'
import { assessPacks } from '@pratibimba/risk/governance/packs'
import type { CreditModelRecord } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { governanceFacts, policyInForce } from './governance-facts.ts'

/**
 * @param asked a version or an alias; what decides now when absent
 * @throws ProblemError `not_found`
 */
export async function complianceReport(context: Context, asked?: string): Promise<ComplianceReport> {
  const model =
    asked === undefined ? context.credit.deciders.champion()?.record : await findModel(context, asked)
  const facts = await governanceFacts(context, model)
  return {
    model_version: model?.version ?? null,
    policy_version: policyInForce(context)?.version ?? null,
    assessed_at: context.clock().toISOString(),
    packs: assessPacks(facts),
  }
}

/** @throws ProblemError `not_found` */
export async function findModel(
  { credit }: Pick<Context, 'credit'>,
  asked: string,
): Promise<CreditModelRecord> {
  const { models } = credit.stores
  const model = (await models.get(asked)) ?? (await models.byAlias(asked))
  if (model === undefined) throw new ProblemError('not_found', `There is no credit model "${asked}".`)
  return model
}
