/** Commands of early warning: customers and their transactions, features, scores, drift. */
import Type from 'typebox'
import { command } from './command.ts'
import { overwrite } from './shared-flags.ts'

export const warningCommands = {
  drift: command({
    words: ['drift'],
    summary: 'Hold the data of today against those a model was trained on, column by column',
    examples: [
      'pratibimba drift training.parquet today.parquet',
      'pratibimba drift training.csv --save-profile reference.json',
      'pratibimba drift reference.json today.csv --columns utilisation,income',
    ],
    positionals: [
      { name: 'reference', summary: 'CSV or Parquet file, or a profile that --save-profile wrote (.json).' },
      {
        name: 'current',
        summary: 'CSV or Parquet file. May be left out with --save-profile.',
        optional: true,
      },
    ],
    flags: {
      columns: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Columns to compare, comma-separated. Default: all but keys, dates and text.',
      },
      alpha: {
        schema: Type.Number({ exclusiveMinimum: 0, maximum: 0.5, default: 0.01 }),
        summary: 'Largest p-value, adjusted for the number of columns, at which a column has moved.',
      },
      'save-profile': {
        schema: Type.String({ minLength: 1 }),
        summary: 'File for what is needed of the reference to compare later: statistics, no row.',
      },
      overwrite,
    },
  }),
} as const
