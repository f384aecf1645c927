/** Examples of the inference protocol, by operation. */
import type { RequestExamples } from './examples.ts'

const wholeRows = {
  summary: 'Two rows of a model with three features, in one tensor',
  value: {
    id: '42',
    inputs: [
      {
        name: 'features',
        shape: [2, 3],
        datatype: 'FP64',
        data: [
          [75_000, 720, 0.2],
          [31_000, null, 0.9],
        ],
      },
    ],
    outputs: [{ name: 'pd' }],
  },
}

export const inferenceExamples: RequestExamples = {
  infer: {
    default: wholeRows,
    'by feature': {
      summary: 'A tensor for each feature; a category as text',
      value: {
        inputs: [
          { name: 'annual_income', shape: [2], datatype: 'FP64', data: [75_000, 31_000] },
          { name: 'loan_purpose', shape: [2], datatype: 'BYTES', data: ['car', 'vacation'] },
        ],
      },
    },
  },
  inferVersion: { default: wholeRows },
}
