/** What two versions are compared by, found in the reports of their training; absent where a report does not hold it. */

type Reports = Readonly<Record<string, unknown>>

/** The report of a step, without what it was made from. */
export function reportOf(reports: Reports, step: string): unknown {
  const found = reports[step]
  return isObject(found) && 'step' in found && 'report' in found ? found.report : found
}

/** Inputs by how much they move scores, largest first: of the explanation, else of the training. */
export function readImportance(reports: Reports): readonly { feature: string; value: number }[] {
  const explained = rowsOf(reportOf(reports, 'explain'), 'importance')
  const rows = explained.length > 0 ? explained : rowsOf(reportOf(reports, 'train'), 'training', 'importance')
  return rows.flatMap((row) => {
    const value = numberOf(row, 'share') ?? numberOf(row, 'value')
    const feature = textOf(row, 'title') ?? textOf(row, 'feature')
    return value === undefined || feature === undefined ? [] : [{ feature, value }]
  })
}

/** Mean prediction against what happened, by bin of the training's held-out rows. */
export function readCalibration(
  reports: Reports,
): readonly { predicted: number; observed: number; rows: number }[] {
  return rowsOf(reportOf(reports, 'train'), 'training', 'calibration', 'points').flatMap((row) => {
    const predicted = numberOf(row, 'predicted')
    const observed = numberOf(row.happened, 'value')
    const rows = numberOf(row, 'rows')
    return predicted === undefined || observed === undefined || rows === undefined
      ? []
      : [{ predicted, observed, rows }]
  })
}

export interface ComparedMetric {
  readonly name: string
  readonly value: number
  readonly low?: number
  readonly high?: number
}

const metrics = [
  ['AUC', 'auc'],
  ['Gini', 'gini'],
  ['KS', 'ks'],
  ['Average precision', 'averagePrecision'],
  ['Brier score', 'brier'],
  ['Log loss', 'logLoss'],
] as const

/** Metrics of the evaluation, with their intervals. */
export function readMetrics(reports: Reports): readonly ComparedMetric[] {
  const figures = memberOf(reportOf(reports, 'evaluate'), 'figures')
  return metrics.flatMap(([name, key]) => {
    const found = memberOf(figures, key)
    const value = numberOf(found, 'value')
    return value === undefined
      ? []
      : [{ name, value, low: numberOf(found, 'lower'), high: numberOf(found, 'upper') }]
  })
}

function rowsOf(value: unknown, ...path: readonly string[]): Record<string, unknown>[] {
  const found = path.reduce(memberOf, value)
  return Array.isArray(found) ? found.filter(isObject) : []
}

function memberOf(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined
}

function numberOf(value: unknown, key: string): number | undefined {
  const found = memberOf(value, key)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

function textOf(value: unknown, key: string): string | undefined {
  const found = memberOf(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
