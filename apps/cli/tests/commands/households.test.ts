import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const small = ['households', '--customers', '20', '--days', '124', '--label-every', '1']

describe('households', () => {
  it('writes a lake, and says what is in it', async () => {
    const folder = scratch()
    const { code, stdout, stderr } = await runProgram([...small, '--out', 'bank', '--json'], folder)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({
      customers: 20,
      buckets: 4,
      seed: 42,
      first_day: '2025-01-01',
      last_day: '2025-05-04',
      label_dates: ['2025-03-31', '2025-04-01'],
    })
    const manifest = JSON.parse(readFileSync(join(folder, 'bank/manifest.json'), 'utf8'))
    expect(manifest.rows).toEqual(answer.rows)
    expect(readdirSync(join(folder, 'bank')).sort()).toEqual([
      'SHA256SUMS',
      'accounts',
      'customers',
      'daily_balances',
      'labels',
      'manifest.json',
      'payments',
      'transactions',
      'truth',
    ])
    const again = await runProgram([...small, '--out', 'bank'], folder)
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('--overwrite')
  })

  it('refuses wrong parameters and dates, and writes nothing', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'wrong.json'), '{"app.willing_share": 7, "app.fees": 0}')
    const wrong = await runProgram([...small, '--parameters', 'wrong.json', '--out', 'bank'], folder)
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('app.willing_share: must be a number from 0 to 1 (share), got 7.')
    expect(wrong.stderr).toContain('did you mean app.fee?')
    const date = await runProgram([...small, '--start', '2025-02-30', '--out', 'bank'], folder)
    expect(date.code).toBe(2)
    expect(date.stderr).toContain('--start must be a date')
    expect(existsSync(join(folder, 'bank'))).toBe(false)
  })
})
