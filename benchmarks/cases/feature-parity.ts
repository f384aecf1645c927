/** The same features by kernel, SQL and stream: how far apart two engines are over more than ten million values. */
import { join } from 'node:path'
import { openLake } from '@pratibimba/adapters/lake'
import { computeFeatures, type FeatureEngine } from '@pratibimba/adapters/lake/features'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { Frame } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram } from '../harness/measure.ts'

const CUSTOMERS = 30_000
/** As-of dates, days before the last. */
const DATES = [60, 40, 20, 0]

export const featureParity: BenchmarkCase = {
  id: 'feature-parity',
  title: 'Kernel against DuckDB and stream: features of 30,000 customers at four as-of dates',
  command: 'npm run bench -- feature-parity',
  run: () =>
    inScratchFolder(async (folder) => {
      const size = ['--customers', String(CUSTOMERS), '--days', '180']
      await measureProgram(['households', ...size, '--out', 'bank'], folder)
      const figures: Figure[] = []
      for (const engine of ['duckdb', 'stream'] as const) {
        const { values, apart, largest } = await compare(join(folder, 'bank'), engine)
        figures.push(
          { name: `${engine}: values compared`, value: values, unit: '', promise: { atLeast: 10_000_000 } },
          { name: `${engine}: missing in one only`, value: apart, unit: '', promise: { atMost: 0 } },
          {
            name: `${engine}: largest difference, in units of max(|x|, 1)`,
            value: largest,
            unit: '',
            promise: { atMost: 1e-9 },
          },
        )
      }
      return figures
    }),
}

interface Agreement {
  values: number
  /** Values that one engine has and the other has not. */
  apart: number
  largest: number
}

async function compare(directory: string, engine: FeatureEngine): Promise<Agreement> {
  const lake = await openLake(directory)
  const last = parseDay(lake.manifest.last_day)
  const days = DATES.map((before) => last - before)
  const others = computeFeatures(lake, featureCatalogue, days, { engine })[Symbol.asyncIterator]()
  const agreement: Agreement = { values: 0, apart: 0, largest: 0 }
  for await (const frame of computeFeatures(lake, featureCatalogue, days)) {
    const { value: other, done } = await others.next()
    if (done === true) throw new Error(`${engine} has fewer frames than the kernel.`)
    compareFrames(frame, other, agreement)
  }
  if ((await others.next()).done !== true) throw new Error(`${engine} has more frames than the kernel.`)
  return agreement
}

function compareFrames(frame: Frame, other: Frame, agreement: Agreement): void {
  if (frame.rows !== other.rows) throw new Error(`Frames of ${frame.rows} and ${other.rows} rows.`)
  for (const [name, column] of frame.columns) {
    const { values } = other.columns.get(name)!
    for (let row = 0; row < frame.rows; row++) {
      if (column.kind !== 'float64') {
        if (column.values[row] !== values[row]) throw new Error(`Rows of ${name} differ in their order.`)
        continue
      }
      const [a, b] = [column.values[row], Number(values[row])]
      agreement.values++
      if (Number.isNaN(a) !== Number.isNaN(b)) agreement.apart++
      else if (a !== b && !Number.isNaN(a))
        agreement.largest = Math.max(
          agreement.largest,
          Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1),
        )
    }
  }
}
