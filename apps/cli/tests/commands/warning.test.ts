import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
let folder: string
let trained: {
  report: {
    evaluation: { auc: { value: number }; rows: number }
    contenders: { id: string }[]
    testDate: string
  }
  predictions: { rows: number }
  features: number
}

async function answer(args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runProgram([...args, '--json'], folder)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

beforeAll(async () => {
  folder = scratch()
  await answer(['households', '--customers', '2000', '--days', '180', '--out', 'bank'])
  trained = (await answer([
    'warning',
    'train',
    'bank',
    '--trials',
    '0',
    '--folds',
    '3',
    '--out',
    'bank.model',
  ])) as unknown as typeof trained
}, 180_000)

describe('warning', () => {
  it('trains a model that tells customers apart, and stores its predictions', () => {
    expect(trained.report.evaluation.auc.value).toBeGreaterThan(0.8)
    expect(trained.report.contenders.map(({ id }) => id)).toContain('scorecard')
    expect(trained.features).toBe(104)
    expect(existsSync(join(folder, 'bank.predictions.parquet'))).toBe(true)
    expect(trained.predictions.rows).toBeGreaterThan(trained.report.evaluation.rows)
  })

  it('scores the customers of a day, with drivers in words', async () => {
    const scored = await answer([
      'warning',
      'score',
      'bank',
      '--model',
      'bank.model',
      '--explain',
      '--drivers',
      '2',
      '--out',
      'scores.csv',
    ])
    expect(scored).toMatchObject({ customers: 2000, explained: true })
    const [header, first, ...rest] = readFileSync(join(folder, 'scores.csv'), 'utf8').trim().split('\n')
    expect(header).toBe(
      'customer_id,as_of_date,risk_score,risk_level,prediction,log_odds,expected_days_to_failure,base_log_odds,driver_1,driver_1_log_odds,driver_1_text,driver_2,driver_2_log_odds,driver_2_text',
    )
    expect(rest.length).toBe(1999)
    expect(first).toMatch(/(raises|lowers) the risk\./)
    expect(first).toMatch(/,(LOW|MEDIUM|HIGH|CRITICAL),[01],/)
  })

  it('gives scores a past that agrees with the scores of the day', async () => {
    const day = trained.report.testDate
    const { rows, dates } = await answer([
      'warning',
      'backfill',
      'bank',
      '--model',
      'bank.model',
      '--from',
      '2025-05-22',
      '--to',
      day,
      '--every',
      '3',
      '--out',
      'past.csv',
    ])
    expect(dates).toEqual(['2025-05-24', day])
    expect(rows).toBe(4000)
    await answer(['warning', 'score', 'bank', '--model', 'bank.model', '--as-of', day, '--out', 'day.csv'])
    const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n')
    const past = linesOf('past.csv').filter((line) => line.includes(`,${day},`))
    expect(past.sort()).toEqual(
      linesOf('day.csv')
        .filter((line) => line.includes(`,${day},`))
        .sort(),
    )
  })

  it('names what is wrong: no lake, no labels, too few, a damaged model, a day that is not there', async () => {
    await answer(['households', '--customers', '50', '--days', '100', '--out', 'young'])
    await answer(['households', '--customers', '80', '--days', '180', '--out', 'few'])
    truncateSync(join(folder, 'day.csv'), 40)
    for (const [args, code, message] of [
      [['train', 'nowhere'], 1, /is not a lake/],
      [['train', 'young'], 1, /has no labels/],
      [['train', 'few'], 1, /too few|same outcome|outcomes that were known/],
      [['score', 'bank', '--model', 'none.model'], 1, /There is no model none\.model/],
      [['score', 'bank', '--model', 'day.csv'], 1, /not a model file/],
      [['score', 'bank', '--model', 'bank.model', '--as-of', '2031-01-01'], 2, /the lake has the days/],
      [['score', 'bank', '--model', 'bank.model', '--drivers', '3'], 2, /only --explain/],
      [
        ['backfill', 'bank', '--model', 'bank.model', '--from', '2025-05-02', '--to', '2025-05-01'],
        2,
        /on or after/,
      ],
      [['train', 'bank', '--out', 'bank.model'], 1, /is there already/],
    ] as const) {
      const run = await runProgram(['warning', ...args], folder)
      expect([run.code, run.stderr]).toEqual([code, expect.stringMatching(message)])
    }
    expect(existsSync(join(folder, 'warning.model'))).toBe(false)
  }, 60_000)
})
