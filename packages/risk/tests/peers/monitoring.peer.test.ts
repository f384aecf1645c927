/** Drift of large samples beside SciPy's. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, it } from 'vitest'
import { python } from '../../../learning/tests/support/python.ts'
import {
  expectLabelsToAgree,
  expectNumbersToAgree,
  type MonitoringData,
  type MonitoringFigures,
} from '../monitoring/scipy-agreement.ts'
import { drawn, hump, quickUniform } from '../monitoring/support.ts'

const folder = mkdtempSync(join(tmpdir(), 'monitoring-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('SciPy', () => {
  for (const seed of [1, 2, 3])
    it(`says the same of 30,000 rows but for what lies between knots, seed ${seed}`, async () => {
      const uniform = quickUniform(seed)
      const sample = (rows: number, shift: number, scale: number) =>
        Array.from(drawn(rows, hump(uniform)), (value) => shift + scale * value)
      const data: MonitoringData = {
        numbers: [
          { reference: sample(30_000, 0, 1), current: sample(20_000, 0.02, 1), method: 'asymp' },
          { reference: sample(30_000, 0, 1), current: sample(20_000, 0, 1.1), method: 'asymp' },
          { reference: sample(30_000, 0, 1), current: sample(20_000, 0, 1), method: 'asymp' },
        ],
        labels: [1, 2]
          .map(() => ({
            reference: Array.from({ length: 9 }, () => 500 + Math.floor(60 * uniform())),
            current: Array.from({ length: 9 }, () => 500 + Math.floor(60 * uniform())),
          }))
          .map(({ reference, current }) => ({ reference: reference.sort((a, b) => b - a), current })),
        p_values: [],
      }
      const path = join(folder, `${seed}.json`)
      writeFileSync(path, JSON.stringify(data))
      const script = fileURLToPath(new URL('../monitoring/fixtures/monitoring_reference.py', import.meta.url))
      const figures = JSON.parse(await python(script, [path])) as MonitoringFigures
      expectNumbersToAgree(data, figures, { ks: 0.004, p: 0.1, distance: 0.002 })
      expectLabelsToAgree(data, figures)
    })
})
