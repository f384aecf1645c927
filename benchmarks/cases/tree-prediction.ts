/** Scores of boosted trees beside LightGBM's own predict, one thread each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLightGbmModel } from '@pratibimba/learning/formats/lightgbm'
import { rawScores, rowScorer } from '@pratibimba/learning/trees/predict'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, median, run } from '../harness/measure.ts'

const python = process.env.PRATIBIMBA_PYTHON ?? 'python3'
const script = join(import.meta.dirname, '../peers/tree_prediction.py')
const SINGLE_ROWS = 10_000

interface Peers {
  readonly rows: number
  /** CPU seconds per row by number of columns. */
  readonly models: Readonly<Record<string, { readonly batch: number; readonly row: number }>>
}

export const treePrediction: BenchmarkCase = {
  id: 'tree-prediction',
  title:
    'Raw scores of LightGBM models, 200 trees × 31 leaves, one thread: 60,000 rows at once, and one by one',
  command: 'PRATIBIMBA_PYTHON=… npm run bench -- tree-prediction',
  run: async () => {
    const installed = await run(python, ['-c', 'import lightgbm']).catch(() => ({ code: 1 }))
    if (installed.code !== 0) return { skipped: 'lightgbm is not installed (PRATIBIMBA_PYTHON)' }
    return inScratchFolder(async (folder) => {
      const { code, stdout, stderr } = await run(python, [script, folder])
      if (code !== 0) throw new Error(`tree_prediction.py ended with ${code}: ${stderr.slice(-2000)}`)
      const { rows, models } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Peers
      return Object.entries(models).flatMap(([columns, peer]) =>
        figures(folder, rows, Number(columns), peer.batch, peer.row),
      )
    })
  },
}

function figures(folder: string, rows: number, columns: number, batch: number, row: number): Figure[] {
  const { ensemble } = readLightGbmModel(readFileSync(join(folder, `${columns}.txt`), 'utf8'))
  const values = doubles(join(folder, `${columns}.rows`))
  const matrix = {
    rows,
    columns: Array.from({ length: columns }, (_, column) =>
      values.subarray(column * rows, (column + 1) * rows),
    ),
  }
  const expected = doubles(join(folder, `${columns}.scores`))
  const different = rawScores(ensemble, matrix).filter((score, i) => score !== expected[i]).length
  const inBatch = cpuSeconds(() => rawScores(ensemble, matrix)) / rows
  const score = rowScorer(ensemble)
  const out = new Float64Array(1)
  const singles = Array.from({ length: SINGLE_ROWS }, (_, i) =>
    Float64Array.from(matrix.columns, (column) => column[i]),
  )
  const alone =
    cpuSeconds(() => {
      for (const single of singles) score(single, out)
    }) / SINGLE_ROWS
  const named = (name: string): string => `${name}, ${columns} columns`
  return [
    {
      name: named('scores that differ from LightGBM’s'),
      value: different,
      unit: 'rows',
      promise: { atMost: 0 },
    },
    { name: named('batch'), value: 1 / inBatch, unit: 'rows/s', promise: { atLeast: 150_000 } },
    { name: named('LightGBM'), value: 1 / batch, unit: 'rows/s' },
    { name: named('one row'), value: alone * 1e6, unit: 'µs', promise: { atMost: 5 } },
    { name: named('LightGBM from Python'), value: row * 1e6, unit: 'µs' },
  ]
}

function doubles(path: string): Float64Array {
  const bytes = readFileSync(path)
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** The median of five. */
function cpuSeconds(work: () => unknown): number {
  work()
  return median(
    Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6
    }),
  )
}
