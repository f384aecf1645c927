/** Who answers each operation. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../context.ts'
import type { Handlers } from '../routes/handlers.ts'
import { auditHandlers } from './audit.ts'
import { experimentHandlers } from './credit/experiments.ts'
import { creditGovernanceHandlers } from './credit/governance.ts'
import { inferenceHandlers } from './credit/inference.ts'
import { creditModelHandlers } from './credit/models.ts'
import { policyHandlers } from './credit/policies.ts'
import { creditScoringHandlers } from './credit/scoring.ts'
import { creditFileHandlers } from './credit/scoring-files.ts'
import { jobHandlers } from './jobs.ts'
import { portfolioHandlers } from './portfolios.ts'
import { systemHandlers } from './system.ts'
import { twinHandlers } from './twins.ts'
import { warningHandlers } from './warning/index.ts'

export const handlers: Handlers<Operations, Context> = {
  ...portfolioHandlers,
  ...twinHandlers,
  ...warningHandlers,
  ...inferenceHandlers,
  ...creditScoringHandlers,
  ...creditFileHandlers,
  ...creditGovernanceHandlers,
  ...creditModelHandlers,
  ...policyHandlers,
  ...experimentHandlers,
  ...jobHandlers,
  ...auditHandlers,
  ...systemHandlers,
}
