import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
let folder: string

beforeAll(async () => {
  folder = scratch()
  const made = await runProgram(['households', '--customers', '40', '--days', '120', '--out', 'bank'], folder)
  expect([made.code, made.stderr]).toEqual([0, ''])
}, 60_000)

const features = (...args: string[]) => runProgram(['features', ...args], folder)

describe('features', () => {
  it('writes a row a customer and a column a feature, the same by every engine', async () => {
    const files = await Promise.all(
      ['kernel', 'duckdb', 'stream'].map(async (engine) => {
        const run = await features('bank', '--engine', engine, '--out', `${engine}.csv`, '--json')
        expect([run.code, run.stderr]).toEqual([0, ''])
        expect(JSON.parse(run.stdout)).toMatchObject({
          as_of_date: '2025-04-30',
          customers: 40,
          features: 104,
        })
        return readFileSync(join(folder, `${engine}.csv`), 'utf8')
      }),
    )
    const rows = files.map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.split(',')),
    )
    expect(rows[0]).toHaveLength(41)
    expect(rows[0][0].slice(0, 2)).toEqual(['customer_id', 'as_of_date'])
    expect(rows[0][0]).toHaveLength(106)
    expect(files[2]).toBe(files[0])
    for (const [row, cells] of rows[1].entries())
      for (const [column, cell] of cells.entries()) {
        const own = rows[0][row][column]
        if (cell !== own) expect(Number(cell)).toBeCloseTo(Number(own), 9)
      }
  }, 60_000)

  it('names its file by the date and keeps what is there', async () => {
    const first = await features('bank', '--as-of', '2025-04-01')
    expect(first.stdout).toContain('features-2025-04-01.parquet')
    const second = await features('bank', '--as-of', '2025-04-01', '--json')
    expect(second.code).toBe(1)
    expect(JSON.parse(second.stdout)).toMatchObject({ error_code: 'file_exists' })
  }, 60_000)

  it.each([
    [['bank', '--as-of', '2024-12-31'], 2, 'the lake has the days 2025-01-01 to 2025-04-30, got 2024-12-31'],
    [['bank', '--as-of', '2025-02-30'], 2, 'need a date YYYY-MM-DD, got "2025-02-30"'],
    [['bank', '--engine', 'abacus'], 2, '--engine'],
    [['.'], 1, 'is not a lake: it has no manifest.json'],
  ])('refuses %j', async (args, code, words) => {
    const run = await features(...args)
    expect([run.code, run.stdout]).toEqual([code, ''])
    expect(run.stderr).toContain(words)
  })
})
