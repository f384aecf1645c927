/** Commands of early warning: customers and their transactions, features, scores, drift. */
import Type from 'typebox'
import { oneOf } from '../schema.ts'
import { command } from './command.ts'
import { overwrite, threads } from './shared-flags.ts'

/** What `features --engine` takes. */
export const featureEngineChoices = ['kernel', 'duckdb', 'stream'] as const

export const warningCommands = {
  households: command({
    words: ['households'],
    summary:
      "Simulate a bank's customers: accounts, transactions, payments, balances, labels and what is behind them",
    examples: [
      'pratibimba households --customers 1000 --days 180 --out bank',
      'pratibimba households --customers 30000 --days 365 --seed 7 --label-every 7 --out bank',
      'pratibimba households --customers 5000 --days 240 --truth-paths 200 --out bank',
    ],
    positionals: [],
    flags: {
      customers: {
        schema: Type.Integer({ minimum: 1, maximum: 9_999_999 }),
        summary: 'Number of customers.',
        required: true,
      },
      days: {
        schema: Type.Integer({ minimum: 1, maximum: 3660, default: 180 }),
        summary: 'Days of data; labels need at least 120.',
      },
      start: { schema: Type.String(), summary: 'First day of data. Default: 2025-01-01.' },
      parameters: {
        schema: Type.String({ minLength: 1 }),
        summary: 'JSON file with other values of parameters, by name.',
      },
      'hidden-states': {
        schema: Type.Boolean({ default: true }),
        summary: 'Let households fall into trouble (--no-hidden-states: only thin buffers are left).',
      },
      'label-every': {
        schema: Type.Integer({ minimum: 1, maximum: 366, default: 15 }),
        summary: 'Days between the as-of dates of labels.',
      },
      'truth-paths': {
        schema: Type.Integer({ minimum: 0, maximum: 4096, default: 0 }),
        summary: 'Simulate so many futures from every as-of date for the true probability of a miss.',
      },
      'truth-customers': {
        schema: Type.Integer({ minimum: 1, default: 1000 }),
        summary: 'Customers for whom it is done.',
      },
      seed: {
        schema: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 42 }),
        summary: 'Same seed, same bytes.',
      },
      threads,
      overwrite,
      out: { schema: Type.String({ minLength: 1 }), summary: 'Directory. Default: households-<seed>.' },
    },
  }),
  features: command({
    words: ['features'],
    summary: 'Compute the features of all customers of a lake as of a date',
    examples: [
      'pratibimba features bank --out features.parquet',
      'pratibimba features bank --as-of 2025-05-31 --out features.csv',
      'pratibimba features bank --engine duckdb --out check.parquet',
    ],
    positionals: [{ name: 'directory', summary: 'The lake, such as `pratibimba households` makes.' }],
    flags: {
      'as-of': {
        schema: Type.String({ minLength: 1 }),
        summary: 'Date whose end is the present, YYYY-MM-DD. Default: the last day of the lake.',
      },
      engine: {
        schema: oneOf(featureEngineChoices, { default: 'kernel' }),
        summary: 'kernel is the fast one; duckdb computes the same from SQL, stream event by event.',
      },
      repeated: {
        schema: Type.Boolean({ default: false }),
        summary: 'Count each transaction and payment id once, where the lake may hold some twice.',
      },
      format: { schema: oneOf(['csv', 'parquet']), summary: 'Default: by the ending of --out, else CSV.' },
      threads,
      overwrite,
      out: {
        schema: Type.String({ minLength: 1 }),
        summary: 'File to write. Default: features-<date>.parquet.',
      },
    },
  }),
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
