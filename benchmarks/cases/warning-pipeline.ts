/** From nothing to a scored portfolio of 30,000 customers: simulate, train, score with drivers; and one customer alone. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStream } from '@pratibimba/numerics/random'
import { openWarningModel, scoreCustomer } from '@pratibimba/risk/warning'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram, median } from '../harness/measure.ts'

const CUSTOMERS = 30_000
const DAYS = 180
const ALONE = 501

interface Timed {
  readonly seconds: number
  readonly feature_seconds: number
}

export const warningPipeline: BenchmarkCase = {
  id: 'warning-pipeline',
  title: `From nothing to ${CUSTOMERS.toLocaleString('en')} scored customers`,
  command: `npx pratibimba households --customers ${CUSTOMERS} --days ${DAYS} --out bank && npx pratibimba warning train bank --out bank.model && npx pratibimba warning score bank --model bank.model --explain`,
  run: () =>
    inScratchFolder(async (folder) => {
      const simulated = await measureProgram(
        ['households', '--customers', String(CUSTOMERS), '--days', String(DAYS), '--out', 'bank', '--json'],
        folder,
      )
      const trained = await measureProgram(
        ['warning', 'train', 'bank', '--out', 'bank.model', '--json'],
        folder,
      )
      const scored = await measureProgram(
        [
          'warning',
          'score',
          'bank',
          '--model',
          'bank.model',
          '--explain',
          '--out',
          'scores.parquet',
          '--json',
        ],
        folder,
      )
      const training = JSON.parse(trained.stdout) as Timed
      const scoring = JSON.parse(scored.stdout) as Timed
      const wall = [simulated, trained, scored].map(({ wallSeconds }) => wallSeconds)
      return [
        { name: 'simulated', value: wall[0], unit: 's' },
        { name: 'features of all as-of dates', value: training.feature_seconds, unit: 's' },
        {
          name: 'trained, features not counted',
          value: training.seconds - training.feature_seconds,
          unit: 's',
          promise: { atMost: 100 },
        },
        { name: 'trained, peak', value: trained.peakMegabytes, unit: 'MB' },
        { name: 'features of the day', value: scoring.feature_seconds, unit: 's' },
        {
          name: 'scored with drivers of all learners, features not counted',
          value: scoring.seconds - scoring.feature_seconds,
          unit: 's',
          promise: { atMost: 25 },
        },
        {
          name: 'from nothing to scored',
          value: wall.reduce((sum, seconds) => sum + seconds, 0),
          unit: 's',
          promise: { atMost: 180 },
        },
        ...alone(join(folder, 'bank.model')),
      ]
    }),
}

/** One customer at a time, features at hand, as a request does it. */
function alone(path: string): Figure[] {
  const model = openWarningModel(readFileSync(path))
  const { median: usual } = model.bundle
  const stream = openStream(1, 'warning-pipeline')
  const times = Array.from({ length: ALONE }, () => {
    const row = usual.map((value) => (Number.isNaN(value) ? value : value * 2 * stream.uniform()))
    const began = performance.now()
    scoreCustomer(model, row, 5)
    return performance.now() - began
  })
  return [
    {
      name: 'one customer with drivers, median',
      value: median(times),
      unit: 'ms',
      promise: { atMost: 1 },
    },
  ]
}
