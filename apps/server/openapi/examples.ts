/** Examples shown in the API description, by operation. */
import type { OperationName } from '@pratibimba/contract'
import { inferenceExamples } from './inference-examples.ts'
import { policyExamples } from './policy-examples.ts'
import { warningExamples } from './warning-examples.ts'

interface Example {
  readonly summary: string
  readonly value: unknown
}
export type RequestExamples = Partial<Record<OperationName, Readonly<Record<string, Example>>>>

export const requestExamples: RequestExamples = {
  generatePortfolio: {
    default: {
      summary: 'A thousand borrowers at a default rate of 3%',
      value: { num_borrowers: 1000, seed: 42 },
    },
    mix: {
      summary: 'A riskier mix of grades, with two years of payments',
      value: {
        num_borrowers: 5000,
        risk_grade_distribution: { B: 0.3, C: 0.4, D: 0.2, E: 0.1 },
        include_payment_history: true,
        history_months: 24,
        format: 'parquet',
      },
    },
    stressed: {
      summary: 'Highly indebted borrowers; the default rate is an outcome',
      value: { num_borrowers: 2000, dti_range: [0.4, 0.6] },
    },
  },
  clonePortfolio: {
    default: {
      summary: 'Five thousand rows like the upload',
      value: { file_id: 'RAW_0123abcd', num_samples: 5000 },
    },
  },
  correctSchema: {
    default: {
      summary: 'A column is a category and singles people out',
      value: { columns: [{ name: 'postcode_area', type: 'category', quasi_identifier: true }] },
    },
  },
  ...warningExamples,
  ...inferenceExamples,
  ...policyExamples,
}
