import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { csv, type Loan, loans } from '../support/loans.ts'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const population = loans(1500)
const earlier = population.slice(0, 900)
const later = population.slice(900)
const moved = later.map((loan) => ({
  ...loan,
  utilisation: Number((Number(loan.utilisation) * 0.4 + 0.6).toFixed(3)),
  purpose: loan.purpose === 'car' ? 'yacht' : loan.purpose,
}))

function table(folder: string, name: string, rows: readonly object[]): string {
  writeFileSync(join(folder, name), csv(rows))
  return name
}

describe('drift', () => {
  it('says that nothing moved where nothing did', async () => {
    const folder = scratch()
    table(folder, 'then.csv', earlier)
    table(folder, 'now.csv', later)
    const { code, stdout, stderr } = await runProgram(['drift', 'then.csv', 'now.csv'], folder)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^column +drift +PSI +p +KS \/ V/)
    expect(stdout).toMatch(/of 600 rows against a reference of 900 rows: 0 drifted severely, 0 moderately\./)
    expect(stdout).toContain('not compared: opened (dates move by themselves)')
    expect(stdout).toContain('not compared: id (it says which row it is)')
    for (const line of stdout.split('\n').slice(0, 8)) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('exits 3 where columns drifted, worst first, and says the same from a saved profile', async () => {
    const folder = scratch()
    table(folder, 'then.csv', earlier)
    table(folder, 'now.csv', moved)
    const run = await runProgram(
      ['drift', 'then.csv', 'now.csv', '--save-profile', 'reference.json', '--json'],
      folder,
    )
    expect([run.code, run.stderr]).toEqual([3, ''])
    const { profile, leftOut, ...report } = JSON.parse(run.stdout)
    expect([profile, report.severity]).toEqual(['reference.json', 'severe'])
    expect(leftOut.map(({ column }: { column: string }) => column)).toContain('id')
    const names = report.features.map(({ name }: { name: string }) => name)
    expect(names.slice(0, 2).sort()).toEqual(['purpose', 'utilisation'])
    expect(report.counts).toMatchObject({ severe: 2, moderate: 0 })
    const stored = readFileSync(join(folder, 'reference.json'), 'utf8')
    expect(stored).not.toMatch(/NaN|customer":/)
    const again = await runProgram(['drift', 'reference.json', 'now.csv', '--json'], folder)
    expect(again.code).toBe(3)
    expect(JSON.parse(again.stdout).features).toEqual(report.features)
    const person = await runProgram(['drift', 'reference.json', 'now.csv'], folder)
    expect(person.stdout).toMatch(/^(purpose|utilisation) +severe/m)
    expect(person.stdout).toMatch(/utilisation has moved far: PSI \d\.\d{3}, KS \.?\d.*mean 0\.\d+ → 0\.\d+/)
  })

  it('compares the columns named, finds absent ones, and keeps a reference alone', async () => {
    const folder = scratch()
    table(folder, 'then.csv', earlier)
    table(
      folder,
      'now.csv',
      later.map(({ late, ...rest }: Loan) => ({ ...rest, branch: 'north' })),
    )
    const named = await runProgram(
      ['drift', 'then.csv', 'now.csv', '--columns', 'income,purpose', '--json'],
      folder,
    )
    expect([named.code, JSON.parse(named.stdout).features.length]).toEqual([0, 2])
    const kept = await runProgram(['drift', 'then.csv', '--save-profile', 'r.json'], folder)
    expect([kept.code, kept.stdout]).toEqual([0, expect.stringMatching(/^r\.json {2}\d columns of 900 rows/)])
    const gone = await runProgram(['drift', 'r.json', 'now.csv', '--json'], folder)
    const { absent, severity, leftOut } = JSON.parse(gone.stdout)
    expect([gone.code, absent, severity]).toEqual([3, ['late'], 'severe'])
    expect(leftOut).toEqual([])
    const person = await runProgram(['drift', 'r.json', 'now.csv'], folder)
    expect(person.stdout).toContain('Not there today: late.')
    expect(person.stdout).toContain('not compared: branch (the reference does not have it)')
  })

  it('refuses what it cannot do, and leaves nothing half done', async () => {
    const folder = scratch()
    table(folder, 'then.csv', earlier.slice(0, 50))
    writeFileSync(
      join(folder, 'broken.json'),
      '{"format":"pratibimba-reference-profile","version":1,"rows":1}',
    )
    writeFileSync(join(folder, 'other.json'), '{"a":1}')
    writeFileSync(join(folder, 'half.json'), '{"a"')
    mkdirSync(join(folder, 'folder.json'))
    const cases: [string[], number, RegExp][] = [
      [['then.csv'], 2, /name the file of today/],
      [
        ['other.json', 'then.csv', '--save-profile', 'x.json'],
        2,
        /--save-profile: the reference is a profile/,
      ],
      [['then.csv', 'then.csv', '--columns', 'income,income'], 2, /--columns: /],
      [['then.csv', 'then.csv', '--alpha', '0'], 2, /alpha/],
      [['then.csv', 'then.csv', '--columns', 'incom'], 1, /incom.*income/],
      [['broken.json', 'then.csv'], 1, /features: need a list, got nothing/],
      [['other.json', 'then.csv'], 1, /no profile/],
      [['half.json', 'then.csv'], 1, /not JSON/],
      [['folder.json', 'then.csv'], 1, /is no file/],
      [['none.json', 'then.csv'], 1, /none\.json cannot be read: ENOENT/],
      [['then.csv', 'none.csv'], 1, /none\.csv/],
      [['then.csv', '--save-profile', 'then.csv'], 1, /is there already/],
      [['then.csv', '--save-profile', 'then.csv', '--overwrite'], 1, /what is read/],
    ]
    const runs = await Promise.all(cases.map(([args]) => runProgram(['drift', ...args], folder)))
    for (const [i, [, code, message]] of cases.entries())
      expect([runs[i].code, runs[i].stderr]).toEqual([code, expect.stringMatching(message)])
    expect(readdirSync(folder).sort()).toEqual([
      'broken.json',
      'folder.json',
      'half.json',
      'other.json',
      'then.csv',
    ])
  }, 60_000)
})
