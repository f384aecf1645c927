/** A bank's own transactions. */
import type { ImportReport, Operations } from '@pratibimba/contract'
import { paymentFields, transactionFields } from '@pratibimba/risk/transactions'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { receiveImport } from '../../warning/import/receive-import.ts'
import { type StartedImport, startImport } from '../../warning/import/start-import.ts'

export const importHandlers: Handlers<Pick<Operations, 'importTransactions'>, Context> = {
  importTransactions: async ({ request, reply, caller }, context) => {
    const received = await receiveImport(request, context.artifacts, context.settings.limits.uploadBytes)
    const started = await startImport(context, received, caller.id)
    if (started.jobId !== undefined) reply.code(202)
    return reportToWire(started)
  },
}

function reportToWire({ report, jobId }: StartedImport): ImportReport {
  const { mapping, paymentsMapping, remarks, refusals, categories } = report
  const told = (kind: 'question' | 'note') =>
    remarks.filter((remark) => remark.kind === kind).map(({ field, text }) => ({ field, detail: text }))
  return {
    job_id: jobId ?? null,
    mapping: columnsOf(transactionFields, mapping),
    rules: rulesOf(mapping),
    payments_mapping: paymentsMapping === undefined ? null : columnsOf(paymentFields, paymentsMapping),
    payments_rules: paymentsMapping === undefined ? null : paymentRulesOf(paymentsMapping),
    rows: report.rows,
    accepted: report.accepted,
    repeated: report.repeated,
    refused: report.refused,
    customers: report.customers,
    first_day: report.firstDay ?? null,
    last_day: report.lastDay ?? null,
    categories: categories.map(({ category, rows, word, code, rule }) => ({
      category,
      rows,
      by_rule: word + code + rule,
    })),
    problems: refusals.map(({ file, line, field, detail }) => ({
      line,
      field,
      detail: file === undefined ? detail : `${file}: ${detail}`,
    })),
    questions: told('question'),
    notes: told('note'),
    labels: report.labels,
  }
}

function columnsOf<Field extends string>(
  fields: readonly Field[],
  mapping: Readonly<Partial<Record<Field, string>>>,
): Record<string, string | null> {
  return Object.fromEntries(fields.map((field) => [field, mapping[field] ?? null]))
}

/** The currency is that of the transactions. */
function paymentRulesOf({ date_order, decimal }: NonNullable<StartedImport['report']['paymentsMapping']>) {
  return rulesOf({ date_order, decimal })
}

function rulesOf({
  date_order,
  decimal,
  zone,
  currency,
  positive,
}: Partial<StartedImport['report']['mapping']>) {
  const rules = { date_order, decimal, zone, currency, positive }
  return Object.fromEntries(
    Object.entries(rules).flatMap(([rule, value]) => (value === undefined ? [] : [[rule, value]])),
  )
}
