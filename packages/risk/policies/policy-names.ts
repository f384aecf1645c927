/** Names a cell may refer to. */
import { sourceKinds } from '@pratibimba/contract'
import type { PolicyInput } from './policy.ts'

const application = [
  'annual_income',
  'employment_years',
  'existing_debt',
  'loan_amount',
  'loan_purpose',
  'loan_term_months',
  'age',
] as const satisfies readonly (keyof PolicyInput['application'])[]

const fixed = new Set([
  ...application.map((name) => `application.${name}`),
  ...sourceKinds.map((kind) => `sources.${kind}`),
  'score',
  'pd',
  'early_warning.risk_score',
  'early_warning.risk_level',
])

/** Why a name cannot be referred to; undefined where it can. */
export function nameTrouble(
  path: string,
  features: ReadonlySet<string>,
  derived: ReadonlySet<string>,
): string | undefined {
  if (fixed.has(path)) return undefined
  const [head, name, ...more] = path.split('.')
  if (head === 'features' && name !== undefined && more.length === 0)
    return features.has(name) ? undefined : `${path} is no feature of the usual case`
  if (head === 'derived' && name !== undefined && more.length === 0)
    return derived.has(name) ? undefined : `${path} is not derived in a stage before`
  return `${path} is no name a policy knows (application.…, features.…, score, pd, sources.…, early_warning.…, derived.…)`
}
