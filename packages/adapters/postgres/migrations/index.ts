/** Every migration in order. One that has been released is never edited; a change is a new file. */
import type { Migration } from 'kysely/migration'
import { up as portfolios } from './0001-portfolios.ts'
import { up as uploads } from './0002-uploads.ts'
import { up as auditEntries } from './0003-audit-entries.ts'
import { up as jobs } from './0004-jobs.ts'
import { up as customers } from './0005-customers.ts'
import { up as transactions } from './0006-transactions.ts'
import { up as riskScores } from './0007-risk-scores.ts'
import { up as interventions } from './0008-interventions.ts'
import { up as events } from './0009-events.ts'
import { up as warningRecords } from './0010-warning-records.ts'
import { up as personKeys } from './0011-person-keys.ts'
import { up as creditDecisions } from './0012-credit-decisions.ts'
import { up as creditRecords } from './0013-credit-records.ts'
import { up as creditPolicyEffect } from './0014-credit-policy-effect.ts'

export const migrations: Record<string, Migration> = {
  '0001-portfolios': { up: portfolios },
  '0002-uploads': { up: uploads },
  '0003-audit-entries': { up: auditEntries },
  '0004-jobs': { up: jobs },
  '0005-customers': { up: customers },
  '0006-transactions': { up: transactions },
  '0007-risk-scores': { up: riskScores },
  '0008-interventions': { up: interventions },
  '0009-events': { up: events },
  '0010-warning-records': { up: warningRecords },
  '0011-person-keys': { up: personKeys },
  '0012-credit-decisions': { up: creditDecisions },
  '0013-credit-records': { up: creditRecords },
  '0014-credit-policy-effect': { up: creditPolicyEffect },
}
