/** Every operation of the system, by name. */
import { auditOperations } from './audit.ts'
import { experimentOperations } from './credit/experiments.ts'
import { creditGovernanceOperations } from './credit/governance.ts'
import { inferenceOperations } from './credit/inference.ts'
import { creditModelOperations } from './credit/models.ts'
import { policyOperations } from './credit/policies.ts'
import { creditScoringOperations } from './credit/scoring.ts'
import { creditFileOperations } from './credit/scoring-files.ts'
import { jobOperations } from './jobs.ts'
import { portfolioOperations } from './portfolios.ts'
import { systemOperations } from './system.ts'
import { twinOperations } from './twins.ts'
import { warningOperations } from './warning/index.ts'

export const operations = {
  ...portfolioOperations,
  ...twinOperations,
  ...warningOperations,
  ...inferenceOperations,
  ...creditScoringOperations,
  ...creditFileOperations,
  ...creditGovernanceOperations,
  ...creditModelOperations,
  ...policyOperations,
  ...experimentOperations,
  ...jobOperations,
  ...auditOperations,
  ...systemOperations,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
