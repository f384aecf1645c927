/** The catalogue of applications, computed for a case. */
import { applicationFeatures, featureRow, featureSetHash } from '../applications/features/index.ts'
import type { CaseFeatures, CreditCase } from './credit-case.ts'

/** Sources whose named values features are made of; where several name one, the later. */
const valued = ['external', 'kyc', 'statements'] as const

/**
 * Features of the catalogue of this version. What a bureau answered stands in place of what the application says of the
 * same; a purpose is its own label.
 */
export function applicationCaseFeatures(): CaseFeatures {
  const ids = applicationFeatures.features.map(({ id }) => id)
  const row = new Float64Array(ids.length)
  return {
    name: applicationFeatures.name,
    hash: featureSetHash(),
    compute({ application, sources, earlyWarning, asOfDay }) {
      const history = bureauHistory(sources) ?? application.history
      const extras = {
        values: Object.assign({}, ...valued.map((kind) => sources[kind]?.values ?? {})),
        ...(earlyWarning && { earlyWarningScore: earlyWarning.riskScore }),
      }
      featureRow({ ...application, history }, asOfDay, extras, row)
      const values: Record<string, number | string | null> = {}
      for (let f = 0; f < row.length; f++) values[ids[f]] = Number.isFinite(row[f]) ? row[f] : null
      values.loan_purpose = application.loanPurpose
      return values
    },
  }
}

function bureauHistory(sources: CreditCase['sources']) {
  const { bureau } = sources
  return bureau?.state === 'answered' ? bureau.history : undefined
}
