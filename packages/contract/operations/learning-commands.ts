/** Commands that learn from a file, score one, exchange models, and hold decisions against groups. They need no store. */
import Type from 'typebox'
import { oneOf, Seed } from '../schema.ts'
import { command } from './command.ts'
import { overwrite, schemaFile, threads } from './shared-flags.ts'

/** What `train --learner` takes. */
export const learnerChoices = ['ensemble', 'boosting', 'forest', 'scorecard'] as const
export const calibrationChoices = ['auto', 'isotonic', 'platt', 'beta', 'none'] as const
export const resamplingChoices = ['none', 'smote', 'adasyn', 'undersample', 'oversample'] as const
/** Formats a model can be written in. */
export const modelFormats = ['pratibimba', 'lightgbm', 'xgboost', 'catboost', 'onnx'] as const

const seed = { schema: Seed, summary: 'Makes the run reproducible. Default: 42.' } as const
const positive = {
  schema: Type.String({ minLength: 1 }),
  summary:
    'Value of the outcome that is the event. Default: the larger of two numbers; true, default, bad, yes.',
} as const

export const learningCommands = {
  train: command({
    words: ['train'],
    summary: 'Learn who will default (or any outcome of two) from a table, and say how well that works',
    examples: [
      'pratibimba train loans.csv --target default --out loans.model',
      'pratibimba train loans.csv --target default --time origination_date --miss-cost 25',
      'pratibimba train loans.csv --target default --learner scorecard --json',
    ],
    positionals: [{ name: 'data', summary: 'CSV or Parquet file, one row a case.' }],
    flags: {
      target: { schema: Type.String({ minLength: 1 }), summary: 'Column to learn.', required: true },
      positive,
      learner: {
        schema: oneOf(learnerChoices, { default: 'ensemble' }),
        summary:
          'ensemble: boosted trees of three kinds, forests, a scorecard and a regression race, and what combines best wins. ' +
          'Otherwise the best of its kind. A scorecard and a regression are shown beside every choice.',
      },
      folds: {
        schema: Type.Integer({ minimum: 2, maximum: 20, default: 5 }),
        summary: 'Folds of the cross-validation.',
      },
      exclude: { schema: Type.String(), summary: 'Columns not to learn from, comma-separated.' },
      schema: schemaFile,
      group: {
        schema: Type.String(),
        summary: 'Column that says whose row it is: a customer is never in two folds.',
      },
      time: {
        schema: Type.String(),
        summary: 'Column of dates or numbers: folds then learn from the past and are tried on what follows.',
      },
      gap: {
        schema: Type.Number({ minimum: 0, default: 0 }),
        summary:
          'How long after a row its outcome is known: days where --time is dates, else its unit. Younger rows are not learnt from.',
      },
      weight: { schema: Type.String(), summary: 'Column that says how much each row counts.' },
      'class-weights': {
        schema: Type.String(),
        summary: 'How much a row without and one with the event counts, such as 1,5. Default: 1,1.',
      },
      'miss-cost': {
        schema: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000, default: 5 }),
        summary: 'What a missed event costs, in false alarms; the threshold follows from it.',
      },
      calibration: {
        schema: oneOf(calibrationChoices, { default: 'auto' }),
        summary: 'How scores become probabilities; auto takes what fits unseen rows best.',
      },
      resample: {
        schema: oneOf(resamplingChoices, { default: 'none' }),
        summary: 'Balance the classes inside each fold; what it costs is shown beside the plain run.',
      },
      monotone: {
        schema: Type.String(),
        summary: 'Directions the risk may go in, such as income=-,delinquencies=+.',
      },
      trials: {
        schema: Type.Integer({ minimum: 0, maximum: 1000, default: 0 }),
        summary:
          'Settings to try for the boosted trees, inside the folds. An interrupted search goes on where it was.',
      },
      seed,
      threads,
      overwrite,
      out: { schema: Type.String(), summary: 'Model file. Default: <name>.model.' },
    },
  }),
  predict: command({
    words: ['predict'],
    summary: 'Score a table with a model: ours, LightGBM text, XGBoost JSON, CatBoost JSON or ONNX',
    examples: [
      'pratibimba predict loans.model applicants.csv --out scores.csv',
      'pratibimba predict loans.model applicants.csv --explain --background loans.csv',
      'pratibimba predict model.txt applicants.parquet',
    ],
    positionals: [
      { name: 'model', summary: 'Model file; its kind is recognised by its content.' },
      { name: 'data', summary: 'CSV or Parquet file.' },
    ],
    flags: {
      explain: {
        schema: Type.Boolean({ default: false }),
        summary: 'Add what drove each score: contributions in log-odds, and the four that raised it most.',
      },
      background: {
        schema: Type.String(),
        summary:
          'File of usual cases to explain against (interventional values); without it, contributions follow the paths of the trees.',
      },
      keep: {
        schema: Type.String(),
        summary: 'Columns to copy beside the scores, comma-separated. Default: the key, where there is one.',
      },
      threshold: {
        schema: Type.Number({ minimum: 0, maximum: 1 }),
        summary: "Probability from which on a case is flagged. Default: the model's own.",
      },
      seed,
      threads,
      format: { schema: oneOf(['csv', 'parquet']), summary: 'Default: by the ending of --out, else csv.' },
      overwrite,
      out: { schema: Type.String(), summary: 'File. Default: <name>_scores.csv.' },
    },
  }),
  convert: command({
    words: ['convert'],
    summary: 'Write a model in the format of another library',
    examples: [
      'pratibimba convert loans.model --to onnx --out loans.onnx',
      'pratibimba convert bank.txt --to xgboost',
    ],
    positionals: [{ name: 'model', summary: 'Model file of any known kind.' }],
    flags: {
      to: { schema: oneOf(modelFormats), summary: 'Format to write.', required: true },
      overwrite,
      out: { schema: Type.String(), summary: 'File. Default: the same name with the ending of the format.' },
    },
  }),
  fairness: command({
    words: ['fairness'],
    summary: 'Hold scores or decisions against groups of people',
    examples: [
      'pratibimba fairness scores.csv --group gender --label default',
      'pratibimba fairness decisions.csv --group gender,age_band --label default --decision outcome --flagged declined',
    ],
    positionals: [
      { name: 'scores', summary: 'CSV or Parquet file with groups, outcomes and scores or decisions.' },
    ],
    flags: {
      group: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Columns that say who belongs where, comma-separated.',
        required: true,
      },
      label: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Column with the outcome that came true.',
        required: true,
      },
      positive,
      score: {
        schema: Type.String(),
        summary: 'Column with probabilities of the event. Default: probability.',
      },
      decision: {
        schema: Type.String(),
        summary:
          'Column with the decision taken, 1 where flagged or refused. Default: flagged, as predict writes it; else the score against --threshold.',
      },
      flagged: {
        schema: Type.String({ minLength: 1 }),
        summary:
          'Value of --decision that means flagged or refused, such as declined. Default: 1, true or yes.',
      },
      threshold: {
        schema: Type.Number({ minimum: 0, maximum: 1 }),
        summary: 'Probability from which on a case is flagged. Default: 0.5.',
      },
      reference: {
        schema: Type.String(),
        summary: 'Group the others are compared with. Default: the most favoured.',
      },
      'min-group': {
        schema: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 30 }),
        summary: 'Smaller groups are named, but no figure is given for them.',
      },
      'favour-flagged': {
        schema: Type.Boolean({ default: false }),
        summary: 'To be flagged is the good thing, as for help; else to be passed is.',
      },
      seed,
    },
  }),
} as const
