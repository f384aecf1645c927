import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const publicData = resolve(
  process.env.PRATIBIMBA_PUBLIC_DATA ?? join(import.meta.dirname, '../../../../../shared/data'),
)
const quick = ['--learner', 'scorecard', '--folds', '2', '--as-of', '2026-11-01', '--json']
const steps = ['drift', 'train', 'evaluate', 'bench', 'fairness', 'explain', 'compliance', 'card']

async function applications(folder: string): Promise<void> {
  const made = [
    'credit',
    'applications',
    '--count',
    '3000',
    '--months',
    '12',
    '--default-rate',
    '0.2',
    '--out',
    'apps',
  ]
  expect((await runProgram(made, folder)).code).toBe(0)
}

describe('credit pipeline', () => {
  it('goes step by step as it goes whole, and a failed gate exits 3', async () => {
    const folder = scratch()
    await applications(folder)
    const data = 'apps/applications.csv'
    const whole = await runProgram(
      ['credit', 'pipeline', data, '--target', 'good', '--run', 'whole', '--by', 'ben', ...quick],
      folder,
    )
    // No protected attribute is in the file: that gate cannot be met by itself.
    expect(whole.code, whole.stderr + whole.stdout).toBe(3)
    expect(JSON.parse(whole.stdout)).toMatchObject({ stage: 'candidate', gates_not_met: ['four_fifths'] })

    const begun = await runProgram(
      [
        'credit',
        'validate',
        data,
        '--target',
        'good',
        '--run',
        'single',
        '--owner',
        'ben',
        '--registry',
        'other',
        ...quick,
      ],
      folder,
    )
    expect(begun.code, begun.stderr).toBe(0)
    for (const step of steps) {
      const { code, stderr } = await runProgram(['credit', step, '--run', 'single', '--json'], folder)
      expect(code, `${step}: ${stderr}`).toBe(step === 'fairness' ? 3 : 0)
    }
    for (const step of ['validate', ...steps].filter((each) => each !== 'bench'))
      expect(readFileSync(join(folder, 'single', `${step}.json`), 'utf8').length, step).toBeGreaterThan(100)
    expect(readFileSync(join(folder, 'single/train.json'), 'utf8')).toBe(
      readFileSync(join(folder, 'whole/train.json'), 'utf8'),
    )
    const gate = await runProgram(['credit', 'gate', '--run', 'single', '--json'], folder)
    expect(gate.code).toBe(3)
    expect(
      (await runProgram(['credit', 'promote', '--run', 'single', '--by', 'asha'], folder)).stderr,
    ).toContain('register')

    const registered = await runProgram(
      ['credit', 'register', '--run', 'single', '--by', 'ben', '--json'],
      folder,
    )
    expect(registered.code, registered.stderr).toBe(0)
    const promote = ['credit', 'promote', '--run', 'single', '--json']
    expect((await runProgram([...promote, '--by', 'asha'], folder)).code).toBe(3)
    const signed = ['--override', 'four_fifths', '--reason', 'No attribute is held by law.']
    const own = await runProgram([...promote, '--by', 'ben', ...signed], folder)
    expect(own.code).toBe(1)
    expect(own.stdout).toContain('another person')
    const done = await runProgram([...promote, '--by', 'asha', ...signed], folder)
    expect(done.code, done.stdout).toBe(0)
    expect(JSON.parse(done.stdout)).toMatchObject({
      stage: 'champion',
      approval: { by: 'asha', overrides: ['four_fifths'] },
    })
    expect(readdirSync(join(folder, 'other')).filter((name) => name.endsWith('.lock'))).toEqual([])
  }, 240_000)

  it('refuses reports of other data, and writes nothing for wrong usage', async () => {
    const folder = scratch()
    await applications(folder)
    const data = 'apps/applications.csv'
    const begin = ['credit', 'validate', data, '--target', 'good', '--run', 'run', ...quick]
    expect((await runProgram(begin, folder)).code).toBe(0)
    writeFileSync(join(folder, data), `${readFileSync(join(folder, data), 'utf8')}\n`)
    const drift = await runProgram(['credit', 'drift', '--run', 'run'], folder)
    expect(drift.code).toBe(1)
    expect(drift.stderr).toContain('not the file')
    const evaluate = await runProgram(['credit', 'evaluate', '--run', 'run'], folder)
    expect(evaluate.stderr).toContain('train has to run before')
    const other = await runProgram(
      ['credit', 'validate', data, '--target', 'God', '--run', 'new', ...quick],
      folder,
    )
    expect(other.code).toBe(1)
    expect(existsSync(join(folder, 'new/validate.json'))).toBe(false)
    expect((await runProgram(['credit', 'train', '--run', 'nothing'], folder)).stderr).toContain('no run')
  }, 120_000)

  for (const { title, path, flags } of [
    {
      title: 'South German credit',
      path: 'german_credit/south_german_credit.csv.gz',
      flags: ['--target', 'credit_risk', '--bad', '0'],
    },
    {
      title: 'Taiwan credit cards',
      path: 'taiwan_credit_default/default_of_credit_card_clients.csv.gz',
      flags: ['--target', 'default payment next month'],
    },
  ]) {
    const file = join(publicData, path)
    it.skipIf(!existsSync(file))(
      `takes ${title} through the one command${existsSync(file) ? '' : ' (skipped: no public data)'}`,
      async () => {
        const folder = scratch()
        const { code, stdout, stderr } = await runProgram(
          ['credit', 'pipeline', file, ...flags, '--run', 'run', '--by', 'ben', ...quick],
          folder,
        )
        expect(code, stderr + stdout).toBe(3)
        const { gates, stage } = JSON.parse(stdout)
        expect(stage).toBe('candidate')
        const passed = (id: string) => gates.find((gate: { id: string }) => gate.id === id).passed
        for (const id of [
          'auc',
          'ks',
          'calibration_error',
          'data',
          'reasons_repeat',
          'counterfactuals',
          'additivity',
          'card',
        ])
          expect(passed(id), id).toBe(true)
        const { report } = JSON.parse(readFileSync(join(folder, 'run/card.json'), 'utf8'))
        expect(Object.keys(report.card)).toHaveLength(7)
      },
      240_000,
    )
  }
})
