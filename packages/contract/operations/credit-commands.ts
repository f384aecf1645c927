/** Commands of credit decisions. */
import Type from 'typebox'
import { oneOf, Seed } from '../schema.ts'
import { command } from './command.ts'
import { overwrite, threads } from './shared-flags.ts'

/** Flags of the steps of a run. */
const runFlag = {
  schema: Type.String({ minLength: 1 }),
  summary: 'Directory of the run: one report a step.',
  required: true,
} as const
const byFlag = {
  schema: Type.String({ minLength: 1, maxLength: 64 }),
  summary: 'Who answers for it. Default: the name of the user.',
} as const
const promoteFlag = {
  schema: Type.Boolean({ default: true }),
  summary: 'Let a version that passes every gate decide (--no-promote: register it only).',
} as const
const registryFlags = { by: byFlag } as const

const runSettings = {
  run: runFlag,
  target: {
    schema: Type.String({ minLength: 1 }),
    summary: 'Column with the outcome; rows without one are applications that were declined.',
    required: true,
  },
  bad: {
    schema: Type.String({ minLength: 1 }),
    summary: 'Value of the target that means: went bad. Default: judged by its name and values.',
  },
  protected: {
    schema: Type.String({ minLength: 1 }),
    summary:
      'Columns by which fairness is measured, comma-separated; never features. Those that are known by name are found.',
  },
  exclude: { schema: Type.String({ minLength: 1 }), summary: 'Columns not to learn from, comma-separated.' },
  date: {
    schema: Type.String({ minLength: 1 }),
    summary: 'Day of the application, of plain tables: the last ones are held out.',
  },
  mapping: {
    schema: Type.String({ minLength: 1 }),
    summary: 'JSON file: column of applications by name, such as {"annual_income": "salary"}.',
  },
  plain: {
    schema: Type.Boolean({ default: false }),
    summary: 'Take the table as it is, even if it looks like applications.',
  },
  'as-of': { schema: Type.String(), summary: 'Day after which no date may lie. Default: today.' },
  'retrain-type': {
    schema: oneOf(['full', 'incremental'] as const, { default: 'full' }),
    summary: "incremental: the champion's columns and kind of model, fitted to the rows of before and since.",
  },
  learner: {
    schema: oneOf(['ensemble', 'boosting', 'forest', 'scorecard'] as const, { default: 'ensemble' }),
    summary: 'What may win; a scorecard is always in the race.',
  },
  folds: { schema: Type.Integer({ minimum: 2, maximum: 20, default: 5 }), summary: 'Of cross-validation.' },
  trials: {
    schema: Type.Integer({ minimum: 0, maximum: 1000, default: 0 }),
    summary: 'Settings tried for every learner; 0: the usual ones.',
  },
  holdout: {
    schema: Type.Number({ minimum: 0.05, maximum: 0.6, default: 0.25 }),
    summary: 'Share of the applications that is held out: the last ones where there are dates.',
  },
  gap: {
    schema: Type.Integer({ minimum: 0, maximum: 3650, default: 0 }),
    summary: 'Days until an outcome is known: younger applications are not learnt from.',
  },
  'miss-cost': {
    schema: Type.Number({ exclusiveMinimum: 0, maximum: 1000, default: 5 }),
    summary: 'What a loan that goes bad costs, in good ones that were declined.',
  },
  'reject-inference': {
    schema: oneOf(['none', 'fuzzy', 'parcelling', 'hard-cutoff'] as const, { default: 'none' }),
    summary: 'What is believed of applications without an outcome.',
  },
  'approve-from': {
    schema: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, default: 0.8 }),
    summary: 'Score from which on an applicant counts as approved.',
  },
  policy: {
    schema: Type.String({ minLength: 1 }),
    summary: 'Policy document that decides changed applications. Default: the shipped one.',
  },
  gates: {
    schema: Type.String({ minLength: 1 }),
    summary: 'JSON file: limit by gate, such as {"auc": 0.7}.',
  },
  registry: {
    schema: Type.String({ minLength: 1, default: 'credit-models' }),
    summary: 'Directory of the registry.',
  },
  owner: {
    schema: Type.String({ minLength: 1, maxLength: 64 }),
    summary: 'Who answers for the model. Default: --by.',
  },
  seed: { schema: Seed, summary: 'Same data, settings and seed, same model. Default: 42.' },
  threads,
  overwrite,
} as const

function stepCommand<const Name extends string>(name: Name, summary: string) {
  return command({
    words: ['credit', name],
    summary,
    examples: [`pratibimba credit ${name} --run run`],
    positionals: [],
    flags: { run: runFlag, threads },
  })
}

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
  creditPipeline: command({
    words: ['credit', 'pipeline'],
    summary:
      'From a table to a model that may decide: every step, a version in the registry, gates, promotion; exit 3 on a failed gate',
    examples: [
      'pratibimba credit pipeline applications/applications.csv --target good --run run',
      'pratibimba credit pipeline south_german_credit.csv --target credit_risk --bad 0 --run run --registry models',
      'pratibimba credit pipeline new.csv --target good --run weekly --retrain-type incremental --by asha',
    ],
    positionals: [{ name: 'data', summary: 'CSV or Parquet file: applications, or any table of features.' }],
    flags: { ...runSettings, ...registryFlags, promote: promoteFlag },
  }),
  creditValidate: command({
    words: ['credit', 'validate'],
    summary: 'Step 1, begins a run: data quality, outcomes, and columns that give the outcome away',
    examples: ['pratibimba credit validate applications.csv --target good --run run'],
    positionals: [{ name: 'data', summary: 'CSV or Parquet file: applications, or any table of features.' }],
    flags: runSettings,
  }),
  creditDrift: stepCommand(
    'drift',
    'Step 2: drift against what the champion learnt from, or the earlier rows',
  ),
  creditTrain: stepCommand('train', 'Step 3: forest, boosting and scorecard in one race'),
  creditEvaluate: stepCommand('evaluate', 'Step 4: held-out applications, and the champion on the same ones'),
  creditBench: stepCommand('bench', 'Step 5: latency, throughput and memory of scores and reasons'),
  creditFairness: stepCommand(
    'fairness',
    'Step 6: bands of age and protected columns, which are never features',
  ),
  creditExplain: stepCommand('explain', 'Step 7: reasons that repeat and add up, counterfactuals that flip'),
  creditCompliance: stepCommand('compliance', 'Step 8: the rules of regulators, with evidence'),
  creditCard: stepCommand('card', 'Step 9: the model card'),
  creditRegister: command({
    words: ['credit', 'register'],
    summary: 'Step 10: a candidate in the registry, with file, lineage and every report',
    examples: ['pratibimba credit register --run run --registry models --by ben'],
    positionals: [],
    flags: { run: runFlag, by: byFlag },
  }),
  creditGate: command({
    words: ['credit', 'gate'],
    summary: 'Step 11: every gate held against the reports of a run; exit 3 when one is not met',
    examples: ['pratibimba credit gate --run run'],
    positionals: [],
    flags: { run: runFlag },
  }),
  creditPromote: command({
    words: ['credit', 'promote'],
    summary:
      'Step 12: the registered version decides, when every gate is met or signed for by another person',
    examples: [
      'pratibimba credit promote --run run --by asha',
      'pratibimba credit promote --run run --by asha --override four_fifths --reason "Reviewed with compliance on Monday."',
    ],
    positionals: [],
    flags: {
      run: runFlag,
      by: byFlag,
      to: {
        schema: oneOf(['champion', 'challenger'] as const, { default: 'champion' }),
        summary: 'What it becomes.',
      },
      override: {
        schema: Type.String({ minLength: 1 }),
        summary: 'Gates that are signed for, comma-separated.',
      },
      reason: {
        schema: Type.String({ minLength: 10, maxLength: 2000, default: 'Every gate is met.' }),
        summary: 'Why; stands in the registry.',
      },
    },
  }),
} as const
