/** South German Credit and Taiwan's card holders through the one command: every report, every gate, a card, and a stage that fits the gates. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const data = process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const isPresent = existsSync(data)
const scratch = scratchFolders()

const sections = [
  'model_details',
  'intended_use',
  'training_data',
  'evaluation_data',
  'quantitative_analyses',
  'ethical_considerations',
  'recommendations',
]

interface Gate {
  readonly id: string
  readonly passed: boolean
  readonly text: string
}

describe.skipIf(!isPresent)(
  `public credit data${isPresent ? '' : ` (skipped: no data at PRATIBIMBA_PUBLIC_DATA, ${data})`}`,
  () => {
    it.each([
      ['South German', 'german_credit/south_german_credit.csv.gz', ['credit_risk', '--bad', '0'], 1000],
      [
        'Taiwan',
        'taiwan_credit_default/default_of_credit_card_clients.csv.gz',
        ['default payment next month', '--bad', '1'],
        30_000,
      ],
    ])(
      '%s',
      async (_, file, target, rows) => {
        const folder = scratch()
        // The scorecard alone: what is tried here is the way from a table to a verdict, not the race.
        const quick = ['--learner', 'scorecard', '--folds', '3', '--seed', '7']
        const { code, stdout, stderr } = await runProgram(
          [
            'credit',
            'pipeline',
            join(data, file),
            '--target',
            ...target,
            '--run',
            'run',
            ...quick,
            '--by',
            'asha',
            '--json',
          ],
          folder,
        )
        expect(stderr).toBe('')
        const { version, stage, gates } = JSON.parse(stdout) as {
          version: string
          stage: string
          gates: Gate[]
        }
        const open = gates.filter(({ passed }) => !passed)
        expect(code).toBe(open.length === 0 ? 0 : 3)
        expect(stage).toBe(open.length === 0 ? 'champion' : 'candidate')
        expect(version).toMatch(/^cd-\d{8}-/)
        expect(gates.length).toBeGreaterThan(10)
        for (const { text } of gates) expect(text).not.toBe('')

        const files = readdirSync(join(folder, 'run'))
        for (const step of [
          'validate',
          'drift',
          'train',
          'evaluate',
          'bench',
          'fairness',
          'explain',
          'compliance',
        ])
          expect(files).toContain(`${step}.json`)
        const { report } = JSON.parse(readFileSync(join(folder, 'run/card.json'), 'utf8'))
        expect(Object.keys(report.card ?? report)).toEqual(expect.arrayContaining(sections))
        expect(readFileSync(join(folder, 'run/validate.json'), 'utf8')).toContain(String(rows))
      },
      600_000,
    )
  },
)
