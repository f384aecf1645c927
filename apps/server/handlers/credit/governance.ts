/** What watches credit decisions: monitoring, rule packs, validation memos. */
import { type Operations, ProblemError } from '@pratibimba/contract'
import { memoHtml, memoMarkdown } from '@pratibimba/risk/governance/memo'
import type { Context } from '../../context.ts'
import { complianceReport } from '../../credit/compliance/compliance-report.ts'
import { modelMemo } from '../../credit/compliance/model-memo.ts'
import { findCreditModel } from '../../credit/models/find-model.ts'
import { openCreditAlerts } from '../../credit/monitoring/credit-alerts.ts'
import { lookAtDecisions } from '../../credit/monitoring/look-at-decisions.ts'
import { LOOK_DAYS } from '../../credit/monitoring/monitor-credit-job.ts'
import { lastLook } from '../../credit/monitoring/stored-look.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { creditMonitoringToWire, nothingMonitored } from '../../wire/credit/monitoring.ts'

type GovernanceOperations = Pick<Operations, 'creditMonitoring' | 'creditCompliance' | 'creditModelMemo'>

const DAY_MS = 86_400_000
const LONGEST_DAYS = 400

export const creditGovernanceHandlers: Handlers<GovernanceOperations, Context> = {
  creditMonitoring: async ({ query }, context) => {
    const alerts = await openCreditAlerts(context.warning.stores.alerts)
    const stored = await lastLook(context.warning.stores.references)
    const isAsked = query.from !== undefined || query.to !== undefined
    if (stored !== undefined && !isAsked)
      return creditMonitoringToWire(stored.figures, stored.checkedAt, alerts)
    if (context.credit.deciders.champion() === undefined && !isAsked) return nothingMonitored
    const now = context.clock()
    const to = query.to === undefined ? now : new Date(query.to)
    const from = query.from === undefined ? new Date(to.getTime() - LOOK_DAYS * DAY_MS) : new Date(query.from)
    const days = (to.getTime() - from.getTime()) / DAY_MS
    if (!(days > 0 && days <= LONGEST_DAYS))
      throw new ProblemError(
        'out_of_range',
        `from and to: a span of up to ${LONGEST_DAYS} days is needed, got ${days.toFixed(1)}.`,
      )
    const { figures } = await lookAtDecisions(context, { from, to })
    return creditMonitoringToWire(figures, now.toISOString(), alerts)
  },

  creditCompliance: ({ query }, context) => complianceReport(context, query.model_version),

  creditModelMemo: async ({ params, query, reply }, context) => {
    const memo = modelMemo(await findCreditModel(context.credit.stores.models, params.version))
    reply.header('cache-control', 'private, no-store')
    if (query.format === 'markdown')
      return reply.type('text/markdown; charset=utf-8').send(memoMarkdown(memo))
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      )
      .send(memoHtml(memo))
  },
}
