/** Every command of the command line. */
import Type from 'typebox'
import { GenerationSettings } from '../entities/portfolio.ts'
import { TwinSettings } from '../entities/upload.ts'
import { oneOf } from '../schema.ts'
import { command } from './command.ts'
import { creditCommands } from './credit-commands.ts'
import { learningCommands } from './learning-commands.ts'
import { overwrite, schemaFile, threads } from './shared-flags.ts'
import { warningCommands } from './warning-commands.ts'

export const commands = {
  up: command({
    words: ['up'],
    summary:
      'Start the whole system: server, dashboard, jobs, and a database of its own unless DATABASE_URL is set',
    examples: ['pratibimba up', 'pratibimba up --port 9000 --data ./bank'],
    positionals: [],
    flags: {
      port: {
        schema: Type.Integer({ minimum: 0, maximum: 65535, default: 8000 }),
        summary: 'Port; 0 picks a free one.',
      },
      host: {
        schema: Type.String({ default: '127.0.0.1' }),
        summary: 'Address to listen on; only loopback is open without login.',
      },
      data: {
        schema: Type.String({ default: 'data' }),
        summary: 'Directory that holds everything the system stores.',
      },
      demo: {
        schema: Type.Boolean({ default: true }),
        summary: 'Make a demonstration portfolio and a twin at the first start (--no-demo: not).',
      },
    },
  }),
  generate: command({
    words: ['generate'],
    summary: 'Generate a credit portfolio from scratch',
    examples: [
      'pratibimba generate --borrowers 10000 --default-rate 0.035 --out portfolio',
      'pratibimba generate --borrowers 1000000 --format parquet --out portfolio',
      'pratibimba generate --borrowers 5000 --dti-range 0.2,0.3 --out test.sqlite',
    ],
    positionals: [],
    input: GenerationSettings,
    operation: 'generatePortfolio',
    flags: {
      borrowers: { field: 'num_borrowers' },
      'default-rate': { field: 'target_default_rate' },
      tolerance: { field: 'default_rate_tolerance' },
      history: {
        schema: Type.Integer({ minimum: 0, maximum: 120, default: 0 }),
        summary: 'Months of payment history; 0 writes none.',
      },
      grades: { field: 'risk_grade_distribution', summary: 'Shares of grades, such as A=0.4,B=0.3,C=0.3.' },
      'loan-types': {
        field: 'loan_type_distribution',
        summary: 'Shares of loan types, such as AUTO=0.5,MORTGAGE=0.5.',
      },
      'dti-range': { field: 'dti_range', summary: 'Lowest and highest debt-to-income, such as 0.2,0.3.' },
      demographic: {
        field: 'demographic_override',
        summary: 'Group label, or JSON with group, score_shift and income_factor.',
      },
      copulas: { field: 'use_copulas', summary: 'Draw the borrower columns independently of each other.' },
      seed: { field: 'seed' },
      'as-of': { field: 'as_of_date' },
      format: { field: 'format' },
      threads,
      overwrite,
      out: {
        schema: Type.String(),
        summary:
          'Directory, or a database: file.duckdb, file.sqlite, postgres://…. Default: portfolio-<seed>.',
      },
    },
  }),
  twin: command({
    words: ['twin'],
    summary: 'Learn a table and write a synthetic twin of it',
    examples: ['pratibimba twin loans.csv --rows 50000 --primary-key loan_id --out twin.csv'],
    positionals: [{ name: 'data', summary: 'CSV or Parquet file.' }],
    input: TwinSettings,
    operation: 'clonePortfolio',
    flags: {
      rows: { field: 'num_samples', summary: 'Rows of the twin. Default: as many as the original.' },
      engine: { field: 'engine' },
      'primary-key': { field: 'primary_key' },
      schema: schemaFile,
      k: {
        schema: Type.Integer({ minimum: 2, maximum: 100 }),
        summary: 'Enforce k-anonymity on the quasi-identifiers.',
      },
      quasi: {
        schema: Type.String(),
        summary: 'Quasi-identifiers, comma-separated. Default: those of the schema.',
      },
      compare: {
        schema: Type.Boolean({ default: true }),
        summary: 'Compare the twin with the original (--no-compare: not).',
      },
      seed: { field: 'seed' },
      format: { schema: oneOf(['csv', 'parquet']), summary: 'Default: by the ending of --out, else csv.' },
      threads,
      overwrite,
      out: { schema: Type.String(), summary: 'File. Default: <name>_synthetic.csv.' },
    },
  }),
  twinFit: command({
    words: ['twin', 'fit'],
    summary: 'Learn a table into a model file that holds statistics, no rows',
    examples: ['pratibimba twin fit loans.csv --out loans.twin'],
    positionals: [{ name: 'data', summary: 'CSV or Parquet file.' }],
    input: TwinSettings,
    flags: {
      engine: { field: 'engine' },
      'primary-key': { field: 'primary_key' },
      schema: schemaFile,
      overwrite,
      out: { schema: Type.String(), summary: 'Model file. Default: <name>.twin.' },
    },
  }),
  twinSample: command({
    words: ['twin', 'sample'],
    summary: 'Write rows from a model file',
    examples: ['pratibimba twin sample loans.twin --rows 1000000 --out twin.parquet'],
    positionals: [{ name: 'model', summary: 'Model file of `twin fit`.' }],
    input: TwinSettings,
    flags: {
      rows: { field: 'num_samples' },
      seed: { field: 'seed' },
      format: { schema: oneOf(['csv', 'parquet']), summary: 'Default: by the ending of --out, else csv.' },
      threads,
      overwrite,
      out: { schema: Type.String(), summary: 'File. Default: <name>_synthetic.csv.' },
    },
  }),
  twinTables: command({
    words: ['twin-tables'],
    summary: 'Write a twin of two related tables, children drawn given their parents',
    examples: ['pratibimba twin-tables bank.json --scale 2 --out twin'],
    positionals: [
      {
        name: 'schema',
        summary: 'JSON: {"tables": {name: file}, "relationships": [...], "corrections": {...}}.',
      },
    ],
    input: TwinSettings,
    flags: {
      scale: {
        schema: Type.Number({ exclusiveMinimum: 0, maximum: 100_000, default: 1 }),
        summary: 'Parents of the twin as a multiple of the original.',
      },
      engine: { field: 'engine' },
      seed: { field: 'seed' },
      format: { schema: oneOf(['csv', 'parquet'], { default: 'csv' }), summary: 'Format of the files.' },
      threads,
      overwrite,
      out: { schema: Type.String(), summary: 'Directory. Default: twin.' },
    },
  }),
  ...learningCommands,
  ...warningCommands,
  ...creditCommands,
  auditVerify: command({
    words: ['audit', 'verify'],
    summary: 'Check that the audit chain is whole',
    examples: [
      'pratibimba audit verify --data data',
      'pratibimba audit verify --server http://127.0.0.1:8000',
    ],
    positionals: [],
    operation: 'verifyAudit',
    flags: { data: { schema: Type.String({ default: 'data' }), summary: 'Data directory of the system.' } },
  }),
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
