import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('generate', () => {
  it('writes the tables, prints one JSON object and nothing else', async () => {
    const folder = scratch()
    const { code, stdout, stderr } = await runProgram(
      [
        'generate',
        '--borrowers',
        '500',
        '--default-rate',
        '0.05',
        '--history',
        '6',
        '--out',
        'bank',
        '--json',
      ],
      folder,
    )
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({
      num_borrowers: 500,
      achieved_default_rate: 0.05,
      target_default_rate: 0.05,
      seed: 42,
    })
    expect(readdirSync(join(folder, 'bank')).sort()).toEqual([
      'borrowers.csv',
      'loans.csv',
      'payment_sequences.csv',
    ])
    expect(answer.files.borrowers.sha256).toBe(hashOf(join(folder, 'bank/borrowers.csv')))
  })

  it('writes the same bytes on one thread and on three', async () => {
    const folder = scratch()
    for (const threads of ['1', '3']) {
      const { code } = await runProgram(
        [
          'generate',
          '--borrowers',
          '60000',
          '--seed',
          '7',
          '--format',
          'parquet',
          '--threads',
          threads,
          '--out',
          threads,
        ],
        folder,
      )
      expect(code).toBe(0)
    }
    for (const name of ['borrowers.parquet', 'loans.parquet'])
      expect(hashOf(join(folder, '1', name))).toBe(hashOf(join(folder, '3', name)))
  })

  it('fills a database', async () => {
    const folder = scratch()
    const { code } = await runProgram(['generate', '--borrowers', '200', '--out', 'test.sqlite'], folder)
    expect(code).toBe(0)
    const database = new DatabaseSync(join(folder, 'test.sqlite'))
    expect(database.prepare('SELECT count(*) AS n FROM borrowers').get()).toEqual({ n: 200 })
    database.close()
  })

  it('refuses to replace files unless told to', async () => {
    const folder = scratch()
    const args = ['generate', '--borrowers', '50', '--out', 'bank']
    expect((await runProgram(args, folder)).code).toBe(0)
    const before = hashOf(join(folder, 'bank/loans.csv'))
    const refused = await runProgram([...args, '--seed', '1'], folder)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--overwrite')
    expect(hashOf(join(folder, 'bank/loans.csv'))).toBe(before)
    expect((await runProgram([...args, '--seed', '1', '--overwrite'], folder)).code).toBe(0)
    expect(hashOf(join(folder, 'bank/loans.csv'))).not.toBe(before)
  })

  it.each([
    [['--borrowers', '0'], '--borrowers: need a whole number from 1 to 1,000,000,000'],
    [['--borrowers', '-1'], '--borrowers: need a whole number'],
    [['--borrowers', '1e12'], '--borrowers: need a whole number'],
    [['--borrowers', 'ten'], '--borrowers: need a whole number'],
    [['--borowers', '10'], '--borrowers'],
    [['--grades', 'A=0.5,B=0.4'], 'sum to 1'],
    [['--format', 'xlsx'], 'csv or parquet'],
    [['--as-of', '2025-02-30'], 'YYYY-MM-DD'],
  ])('refuses %s with exit code 2 and leaves nothing behind', async (args, message) => {
    const folder = scratch()
    const { code, stdout, stderr } = await runProgram(['generate', ...args, '--out', 'bank'], folder)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(existsSync(join(folder, 'bank'))).toBe(false)
  })

  it('names the reachable interval of a target that cannot be reached, in JSON too', async () => {
    const folder = scratch()
    const { code, stdout } = await runProgram(
      ['generate', '--grades', 'A=1', '--default-rate', '0.5', '--out', 'bank', '--json'],
      folder,
    )
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      error_code: 'unreachable_target',
      detail: expect.stringContaining('reachable interval'),
    })
    expect(existsSync(join(folder, 'bank'))).toBe(false)
  })
})

describe('help', () => {
  it('names every command, and every flag with its range', async () => {
    const folder = scratch()
    const all = await runProgram(['--help'], folder)
    for (const word of ['up', 'generate', 'twin', 'twin-tables', 'audit']) expect(all.stdout).toContain(word)
    const one = await runProgram(['generate', '--help'], folder)
    expect(one.code).toBe(0)
    expect(one.stdout).toContain('a whole number from 1 to 1,000,000,000')
    expect(one.stdout).toContain('Examples:')
  })
})
