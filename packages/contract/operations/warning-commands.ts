/** Commands of early warning: customers and their transactions, features, scores, drift. */
import Type from 'typebox'
import { oneOf } from '../schema.ts'
import { command } from './command.ts'
import { overwrite, threads } from './shared-flags.ts'

/** What `features --engine` takes. */
const featureEngineChoices = ['kernel', 'duckdb', 'stream'] as const

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
  warningTrain: command({
    words: ['warning', 'train'],
    summary: 'Learn from a lake who will miss a payment within thirty days, and say how well that works',
    examples: [
      'pratibimba warning train bank --out bank.model',
      'pratibimba warning train bank --advanced --miss-cost 100 --trials 10',
      'pratibimba warning train bank --check-shuffled --json',
    ],
    positionals: [
      { name: 'directory', summary: 'A lake with labels, such as `pratibimba households` makes.' },
    ],
    flags: {
      'miss-cost': {
        schema: Type.Number({ minimum: 1, maximum: 1000, default: 50 }),
        summary:
          'What a missed payment that nobody was warned of costs, in false alarms; the threshold follows.',
      },
      trials: {
        schema: Type.Integer({ minimum: 0, maximum: 200, default: 2 }),
        summary: 'Random settings tried for each learner; 0 takes the usual ones.',
      },
      advanced: {
        schema: Type.Boolean({ default: false }),
        summary: 'Learn from 141 features: the catalogue and its interactions and ratios.',
      },
      smote: {
        schema: Type.Boolean({ default: false }),
        summary: 'Make up missed payments inside each fold; what it costs is shown beside the plain run.',
      },
      folds: {
        schema: Type.Integer({ minimum: 2, maximum: 20, default: 5 }),
        summary: 'Folds of the cross-validation, by customer.',
      },
      'test-share': {
        schema: Type.Number({ minimum: 0.05, maximum: 0.5, default: 0.25 }),
        summary: 'Share of the customers who are never learnt from.',
      },
      'check-shuffled': {
        schema: Type.Boolean({ default: false }),
        summary: 'Train once more with outcomes dealt to other customers: its AUC must be near .5.',
      },
      seed: {
        schema: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 42 }),
        summary: 'Same lake, settings and seed, same bytes.',
      },
      threads,
      overwrite,
      out: {
        schema: Type.String({ minLength: 1 }),
        summary:
          'Model file; its predictions are stored beside it, as <model>.predictions.parquet. Default: warning.model.',
      },
    },
  }),
  warningScore: command({
    words: ['warning', 'score'],
    summary: 'Score all customers of a lake as of a date, with what drives each score',
    examples: [
      'pratibimba warning score bank --model bank.model --out scores.parquet',
      'pratibimba warning score bank --model bank.model --as-of 2025-05-31 --explain --out scores.csv',
    ],
    positionals: [{ name: 'directory', summary: 'The lake.' }],
    flags: {
      model: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Model of `warning train`.',
        required: true,
      },
      'as-of': {
        schema: Type.String({ minLength: 1 }),
        summary: 'Date whose end is the present, YYYY-MM-DD. Default: the last day of the lake.',
      },
      explain: {
        schema: Type.Boolean({ default: false }),
        summary: 'Add the drivers of each score: feature, log-odds, words.',
      },
      drivers: {
        schema: Type.Integer({ minimum: 1, maximum: 20, default: 5 }),
        summary: 'Drivers of a score, with --explain.',
      },
      'along-paths': {
        schema: Type.Boolean({ default: false }),
        summary: 'Drivers against the training rows of each split in place of typical profiles.',
      },
      format: {
        schema: oneOf(['csv', 'parquet']),
        summary: 'Default: by the ending of --out, else Parquet.',
      },
      threads,
      overwrite,
      out: {
        schema: Type.String({ minLength: 1 }),
        summary: 'File to write. Default: scores-<date>.parquet.',
      },
    },
  }),
  warningBackfill: command({
    words: ['warning', 'backfill'],
    summary: 'Score all customers of a lake on every day of a period, so that trends have a past',
    examples: [
      'pratibimba warning backfill bank --model bank.model --from 2025-06-01 --to 2025-06-29 --out history.parquet',
      'pratibimba warning backfill bank --model bank.model --from 2025-04-01 --to 2025-06-29 --every 7',
    ],
    positionals: [{ name: 'directory', summary: 'The lake.' }],
    flags: {
      model: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Model of `warning train`.',
        required: true,
      },
      from: { schema: Type.String({ minLength: 1 }), summary: 'First day, YYYY-MM-DD.', required: true },
      to: { schema: Type.String({ minLength: 1 }), summary: 'Last day, YYYY-MM-DD.', required: true },
      every: {
        schema: Type.Integer({ minimum: 1, maximum: 366, default: 1 }),
        summary: 'Days between two scores of a customer; the last day is always scored.',
      },
      format: {
        schema: oneOf(['csv', 'parquet']),
        summary: 'Default: by the ending of --out, else Parquet.',
      },
      threads,
      overwrite,
      out: {
        schema: Type.String({ minLength: 1 }),
        summary: 'File to write. Default: score-history-<from>-<to>.parquet.',
      },
    },
  }),
  import: command({
    words: ['import'],
    summary: "Read a bank's own transactions, CSV or Parquet, into a lake",
    examples: [
      'pratibimba import statement.csv --check',
      'pratibimba import transactions.parquet --out bank --currency EUR --zone Europe/Berlin',
      'pratibimba import may.csv --also june.csv --mapping columns.json --payments dues.csv --out bank',
    ],
    positionals: [{ name: 'file', summary: 'CSV (also gzipped) or Parquet file, one transaction a row.' }],
    flags: {
      also: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Further files with the same columns, comma-separated; rows they share are read once.',
      },
      mapping: {
        schema: Type.String({ minLength: 1 }),
        summary:
          'JSON file: column by field, and date_order, decimal, zone, currency, positive. Default: proposed.',
      },
      currency: {
        schema: Type.String({ pattern: '^[A-Z]{3}$' }),
        summary: 'What the lake is in, ISO 4217; rows of others are refused unless rates are given.',
      },
      zone: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Zone of times without one, such as Asia/Kolkata. Default: UTC.',
      },
      rates: {
        schema: Type.String({ minLength: 1 }),
        summary: 'JSON file: list of {currency, date, per_unit}; the latest on or before a day counts.',
      },
      payments: {
        schema: Type.String({ minLength: 1 }),
        summary:
          'File of payments that were owed: due date, amount, paid date. Without it there are no labels.',
      },
      'payments-mapping': {
        schema: Type.String({ minLength: 1 }),
        summary: 'JSON file: column by field of the payments. Default: proposed.',
      },
      categories: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Model of `categorize fit`. Default: the one that comes with the program.',
      },
      check: {
        schema: Type.Boolean({ default: false }),
        summary:
          'Only say what would be read; ends with 3 when a question is open or too many rows are refused.',
      },
      'max-refused': {
        schema: Type.Number({ minimum: 0, maximum: 1, default: 0.01 }),
        summary: 'Share of refused rows above which --check does not hold.',
      },
      overwrite,
      out: { schema: Type.String({ minLength: 1 }), summary: 'Directory of the lake. Default: imported.' },
    },
  }),
  categorizeFit: command({
    words: ['categorize', 'fit'],
    summary: 'Learn what transactions are for from their descriptions, and judge it by merchants never seen',
    examples: [
      'pratibimba categorize fit --out categories.json',
      'pratibimba categorize fit labelled.csv --text narration --label category --out categories.json',
    ],
    positionals: [
      {
        name: 'data',
        summary: "CSV or Parquet file of labelled rows. Default: the simulator's invented merchants.",
        optional: true,
      },
    ],
    flags: {
      text: { schema: Type.String({ minLength: 1 }), summary: 'Column of descriptions.' },
      label: { schema: Type.String({ minLength: 1 }), summary: 'Column of categories.' },
      amount: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Column of amounts, positive where money came. Default: all of it went.',
      },
      words: {
        schema: Type.String({ minLength: 1 }),
        summary: 'JSON file: category by label, null to leave a label out. Default: the usual words.',
      },
      threshold: {
        schema: Type.Number({ minimum: 0, maximum: 1, default: 0.8 }),
        summary: 'Confidence under which a description is "other".',
      },
      seed: {
        schema: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 42 }),
        summary: 'Same rows and seed, same bytes.',
      },
      overwrite,
      out: { schema: Type.String({ minLength: 1 }), summary: 'Model file. Default: categories.json.' },
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
