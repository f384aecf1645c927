import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreditApplication } from '@pratibimba/contract'
import { applicationRequests, planApplications } from '@pratibimba/risk/applications'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const small = ['credit', 'applications', '--count', '300', '--months', '6']

describe('credit applications', () => {
  it('writes three tables, the same for a seed, and says what is in them', async () => {
    const folder = scratch()
    const { code, stdout, stderr } = await runProgram(
      [...small, '--histories', '--out', 'a', '--json'],
      folder,
    )
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({
      applications: 300,
      seed: 42,
      first_day: '2023-01-01',
      last_day: '2023-06-29',
    })
    expect(readdirSync(join(folder, 'a')).sort()).toEqual([
      'applications.csv',
      'protected_attributes.csv',
      'truth.csv',
    ])
    const [header, first] = readFileSync(join(folder, 'a/applications.csv'), 'utf8').split('\n')
    expect(header).toContain('loan_purpose')
    expect(header).toContain('credit_history')
    expect(header).not.toContain('gender')
    expect(first).toMatch(/^A000000001,C000000001,2023-01-01,/)

    await runProgram([...small, '--histories', '--out', 'b'], folder)
    const hash = (of: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, of)))
        .digest('hex')
    expect(hash('b/applications.csv')).toBe(hash('a/applications.csv'))
    expect(hash('b/truth.csv')).toBe(answer.files.truth.sha256)

    const again = await runProgram([...small, '--out', 'a'], folder)
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('--overwrite')
  })

  it('refuses wrong settings, and writes nothing', async () => {
    const folder = scratch()
    const start = await runProgram([...small, '--start', '2025-02-30', '--out', 'a'], folder)
    expect(start.code).toBe(2)
    expect(start.stderr).toContain('--start must be a date')
    const rate = await runProgram([...small, '--default-rate', '0.9', '--out', 'a'], folder)
    expect(rate.code).toBe(2)
    expect(rate.stderr).toContain('--default-rate')
    expect(existsSync(join(folder, 'a'))).toBe(false)
  })

  it('makes up requests that a server takes', () => {
    for (const { application } of applicationRequests(planApplications({ count: 300, seed: 10 })))
      expect(Check(CreditApplication, application)).toBe(true)
  })
})
