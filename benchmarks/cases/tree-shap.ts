/** Shapley values of boosted trees beside LightGBM, XGBoost and shap, one thread each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Matrix } from '@pratibimba/learning/data'
import { interventionalShap, pathDependentShap } from '@pratibimba/learning/explanation/tree-shap'
import { readLightGbmModel } from '@pratibimba/learning/formats/lightgbm'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder, median, run } from '../harness/measure.ts'

const python = process.env.PRATIBIMBA_PYTHON ?? 'python3'
const script = join(import.meta.dirname, '../peers/tree_shap.py')
const ALONE = 501

interface Peers {
  readonly columns: number
  readonly rows: number
  readonly background: number
  /** CPU seconds per row. */
  readonly lightgbm: number
  readonly xgboost: number
  readonly shap: number
  readonly shapInterventional200: number
  readonly shapInterventional400: number
}

export const treeShap: BenchmarkCase = {
  id: 'tree-shap',
  title:
    'Shapley values of LightGBM models, 31 leaves, 23 columns: path-dependent at 200 trees; interventional against 100 rows',
  command: 'PRATIBIMBA_PYTHON=… npm run bench -- tree-shap',
  run: async () => {
    const installed = await run(python, ['-c', 'import lightgbm, shap, xgboost']).catch(() => ({ code: 1 }))
    if (installed.code !== 0)
      return { skipped: 'lightgbm, xgboost and shap are not installed (PRATIBIMBA_PYTHON)' }
    return inScratchFolder(async (folder) => {
      const { code, stdout, stderr } = await run(python, [script, folder])
      if (code !== 0) throw new Error(`tree_shap.py ended with ${code}: ${stderr.slice(-2000)}`)
      const peers = JSON.parse(stdout.trim().split('\n').at(-1)!) as Peers
      const rows = matrixOf(join(folder, 'rows.f64'), peers.rows, peers.columns)
      const background = matrixOf(join(folder, 'background.f64'), peers.background, peers.columns)
      const model = (trees: number) =>
        readLightGbmModel(readFileSync(join(folder, `${trees}.txt`), 'utf8')).ensemble
      const path = pathDependentShap(model(200))
      const against200 = interventionalShap(model(200), background)
      const against400 = interventionalShap(model(400), background)
      const ours = secondsPerRow(() => path.explain(rows), peers.rows)
      const batch200 = secondsPerRow(() => against200.explain(rows), peers.rows)
      const batch400 = secondsPerRow(() => against400.explain(rows), peers.rows)
      return [
        { name: 'path-dependent', value: 1 / ours, unit: 'rows/s', promise: { atLeast: 1000 } },
        { name: 'LightGBM', value: 1 / peers.lightgbm, unit: 'rows/s' },
        { name: 'XGBoost', value: 1 / peers.xgboost, unit: 'rows/s' },
        { name: 'shap (asks LightGBM)', value: 1 / peers.shap, unit: 'rows/s' },
        { name: 'times as fast as shap', value: peers.shap / ours, unit: '', promise: { atLeast: 1 } },
        { name: 'path-dependent, a row alone', value: millisecondsAlone(path, rows), unit: 'ms' },
        { name: 'interventional at 200 trees, in a batch', value: batch200 * 1000, unit: 'ms/row' },
        { name: 'shap', value: peers.shapInterventional200 * 1000, unit: 'ms/row' },
        { name: 'interventional at 400 trees, in a batch', value: batch400 * 1000, unit: 'ms/row' },
        { name: 'shap', value: peers.shapInterventional400 * 1000, unit: 'ms/row' },
        {
          name: 'interventional at 400 trees, a row alone (median)',
          value: millisecondsAlone(against400, rows),
          unit: 'ms',
          promise: { atMost: 1.2 },
        },
      ]
    })
  },
}

function matrixOf(path: string, rows: number, columns: number): Matrix {
  const bytes = readFileSync(path)
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return {
    rows,
    columns: Array.from({ length: columns }, (_, column) => values.slice(column * rows, (column + 1) * rows)),
  }
}

/** CPU seconds, the median of five. */
function secondsPerRow(work: () => unknown, rows: number): number {
  work()
  const runs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6 / rows
  })
  return median(runs)
}

/** Latency of single rows, each another one. */
function millisecondsAlone(explainer: ReturnType<typeof pathDependentShap>, { columns }: Matrix): number {
  const single = (row: number): number => {
    const matrix = { rows: 1, columns: columns.map((column) => column.slice(row, row + 1)) }
    const started = performance.now()
    explainer.explain(matrix)
    return performance.now() - started
  }
  for (let row = 0; row < ALONE; row++) single(row)
  return median(Array.from({ length: ALONE }, (_, row) => single(ALONE + row)))
}
