/** Made-up applications, their features and how their loans went: a small catalogue and a law that a model can find. */
import { openStream } from '@pratibimba/numerics/random'
import type { Application } from '../../../applications/application.ts'
import type {
  CaseFeatures,
  CreditCase,
  CreditFeature,
  CreditTable,
  FeatureValues,
} from '../../../decisions/index.ts'

export const AS_OF_DAY = 20_454

export const features: readonly CreditFeature[] = [
  feature('age', 'Age', 'years', 'decreasing'),
  feature('annual_income', 'Annual income', 'money', 'decreasing'),
  feature('employment_years', 'Employment', 'years', 'decreasing'),
  feature('credit_score', 'Credit score', 'score', 'decreasing'),
  feature('total_accounts', 'Accounts', 'count', 'free'),
  feature('debt_to_income', 'Debt to income', 'ratio', 'increasing'),
  feature('loan_to_income', 'Loan to income', 'ratio', 'increasing'),
  feature('has_defaults', 'Defaults', 'flag', 'increasing'),
  feature('recent_inquiries', 'Recent inquiries', 'count', 'increasing'),
  feature('shoe_size', 'Shoe size', 'count', 'free'),
  {
    id: 'loan_purpose',
    title: 'Loan purpose',
    unit: 'category',
    monotone: 'free',
    kind: 'category',
    categories: ['car', 'home_improvement', 'vacation'],
  },
]

function feature(
  id: string,
  title: string,
  unit: string,
  monotone: CreditFeature['monotone'],
): CreditFeature {
  return { id, title, unit, monotone, kind: 'number' }
}

export const catalogue: CaseFeatures = {
  name: 'test',
  hash: 'ab'.repeat(32),
  compute({ application, asOfDay }): FeatureValues {
    const { annualIncome, existingDebt, loanAmount, history, birthDay } = application
    const ratio = (amount: number) => (annualIncome > 0 ? amount / annualIncome : null)
    const { accounts, inquiryDays } = history
    return {
      age: birthDay === undefined ? null : Math.floor((asOfDay - birthDay) / 365.25),
      annual_income: annualIncome,
      employment_years: application.employmentYears,
      credit_score: history.score ?? null,
      total_accounts: accounts?.length ?? Number.NaN,
      debt_to_income: ratio(existingDebt),
      loan_to_income: ratio(loanAmount),
      has_defaults:
        accounts === undefined ? null : accounts.some(({ status }) => status === 'default') ? 1 : 0,
      recent_inquiries: inquiryDays?.filter((day) => day > asOfDay - 183).length ?? null,
      shoe_size: 35 + (application.customerId.length % 10),
      loan_purpose: application.loanPurpose,
    }
  },
}

export function applicationAt(place: number): Application {
  const random = openStream(7, 'credit applicants').at(place)
  const annualIncome = Math.round(Math.exp(10 + random.uniform() * 1.6))
  const thin = random.uniform() < 0.08
  const accounts = Math.floor(random.uniform() * 6)
  const quality = random.uniform()
  return {
    customerId: `c-${place}`,
    annualIncome,
    employmentYears: Math.round(random.uniform() ** 2 * 300) / 10,
    existingDebt: Math.round(annualIncome * random.uniform() ** 2 * 1.1),
    loanAmount: 1000 + Math.round(annualIncome * random.uniform() * 0.9),
    loanPurpose: ['car', 'home_improvement', 'vacation'][Math.floor(random.uniform() * 3)],
    loanTermMonths: 12 * (1 + Math.floor(random.uniform() * 6)),
    birthDay: AS_OF_DAY - Math.floor(365.25 * (18.5 + 55 * random.uniform())),
    history: thin
      ? {}
      : {
          score: Math.round(420 + 430 * quality),
          accounts: Array.from({ length: accounts }, () => ({
            type: 'credit_card',
            status: random.uniform() < 0.12 * (1.3 - quality) ? 'default' : 'active',
          })),
          inquiryDays: Array.from(
            { length: Math.floor(random.uniform() ** 2 * 6) },
            () => AS_OF_DAY - Math.floor(random.uniform() * 400),
          ),
        },
  }
}

export function caseAt(place: number, more: Partial<CreditCase> = {}): CreditCase {
  return {
    application: applicationAt(place),
    sources: { bureau: { state: 'given' } },
    asOfDay: AS_OF_DAY,
    randomKey: 1000 + place,
    explain: 'reasons',
    ...more,
  }
}

/** Log-odds of going bad. */
function logOdds(values: FeatureValues): number {
  const of = (id: string, usual: number) => {
    const value = values[id]
    return typeof value === 'number' && !Number.isNaN(value) ? value : usual
  }
  return (
    -2.6 +
    (620 - of('credit_score', 560)) / 75 +
    3 * (of('debt_to_income', 0.4) - 0.35) +
    2.4 * (of('loan_to_income', 0.5) - 0.4) +
    1.4 * of('has_defaults', 0.4) +
    0.3 * of('recent_inquiries', 1) -
    0.06 * of('employment_years', 5)
  )
}

export function table(rows: number): CreditTable {
  const random = openStream(8, 'credit outcomes')
  const columns = features.map(() => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const values = catalogue.compute(caseAt(i))
    features.forEach(({ id, categories }, f) => {
      const value = values[id]
      columns[f][i] =
        typeof value === 'string' ? categories!.indexOf(value) : value === null ? Number.NaN : value
    })
    label[i] = random.at(i).uniform() < 1 / (1 + Math.exp(-logOdds(values))) ? 1 : 0
  }
  return {
    featureSet: { name: catalogue.name, hash: catalogue.hash },
    features,
    data: { rows, columns, label },
    day: Float64Array.from({ length: rows }, (_, i) => AS_OF_DAY - 720 + Math.floor((i * 720) / rows)),
  }
}

export const clock = () => 0
