/** Commands of credit decisions. */
import Type from 'typebox'
import { oneOf, Seed } from '../schema.ts'
import { command } from './command.ts'
import { overwrite } from './shared-flags.ts'

export const creditCommands = {
  creditApplications: command({
    words: ['credit', 'applications'],
    summary:
      'Make up applications for credit: who was accepted, what became of them, and, apart, what is true of all',
    examples: [
      'pratibimba credit applications --count 20000 --out applications',
      'pratibimba credit applications --count 1000000 --months 36 --seed 7 --format parquet',
      'pratibimba credit applications --count 50000 --population-drift 0.5 --concept-drift 0.4 --out drifted',
    ],
    positionals: [],
    flags: {
      count: {
        schema: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
        summary: 'Number of applications, accepted or not.',
        required: true,
      },
      months: {
        schema: Type.Integer({ minimum: 1, maximum: 240, default: 24 }),
        summary: 'Months of thirty days over which they come in.',
      },
      start: { schema: Type.String(), summary: 'Day of the first application. Default: 2023-01-01.' },
      'default-rate': {
        schema: Type.Number({ minimum: 0.005, maximum: 0.5, default: 0.08 }),
        summary: 'Share of all who apply that would default within a year.',
      },
      'accepted-share': {
        schema: Type.Number({ minimum: 0.05, maximum: 1, default: 0.7 }),
        summary: 'Share that the incumbent accepts; the others have no outcome.',
      },
      'population-drift': {
        schema: Type.Number({ minimum: -3, maximum: 3, default: 0 }),
        summary: 'Standard deviations by which habits of applicants worsen from the first month to the last.',
      },
      'concept-drift': {
        schema: Type.Number({ minimum: -3, maximum: 3, default: 0 }),
        summary: 'Log-odds by which the same applicant defaults more in the last month than in the first.',
      },
      histories: {
        schema: Type.Boolean({ default: false }),
        summary: 'Add the credit history of each as JSON.',
      },
      seed: { schema: Seed, summary: 'Same settings and seed, same bytes. Default: 42.' },
      format: { schema: oneOf(['csv', 'parquet'], { default: 'csv' }), summary: 'Format of the files.' },
      overwrite,
      out: {
        schema: Type.String({ minLength: 1 }),
        summary:
          'Directory for applications, protected attributes and truth, or a database: file.duckdb, file.sqlite, postgres://…. Default: applications-<seed>.',
      },
    },
  }),
} as const
