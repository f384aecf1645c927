/** Training beside LightGBM, XGBoost and scikit-learn: 200 trees of 31 leaves, 255 bins, binning included. */
import { join } from 'node:path'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, median, run, type Usage } from '../harness/measure.ts'
import { writeTreeTable } from '../harness/tree-table.ts'

const python = process.env.PRATIBIMBA_PYTHON ?? 'python3'
const ours = join(import.meta.dirname, '../harness/train-trees.ts')
const theirs = join(import.meta.dirname, '../peers/train_trees.py')
const peers = ['lightgbm', 'xgboost', 'scikit-learn'] as const
const trees = 200

interface Size {
  readonly rows: number
  readonly columns: number
  readonly repeats: number
  /** Share of the fastest peer at most, by CPU of one thread and by wall of two. */
  readonly share: number
  readonly peakMegabytes?: number
  /** Peers to run; all when absent. */
  readonly beside?: readonly (typeof peers)[number][]
}

const sizes: readonly Size[] = [
  { rows: 100_000, columns: 100, repeats: 3, share: 0.85 },
  { rows: 30_000, columns: 23, repeats: 3, share: 1 },
  // The others take many minutes, and were slower than LightGBM at every smaller size.
  { rows: 1_000_000, columns: 100, repeats: 1, share: 1, peakMegabytes: 3072, beside: ['lightgbm'] },
]

export const treeTraining: BenchmarkCase = {
  id: 'tree-training',
  title:
    'Leaf-wise trees, 200 × 31 leaves, 255 bins, binning included: CPU of one thread and wall of two, as a share of the fastest of LightGBM, XGBoost and scikit-learn in the same run',
  command: 'PRATIBIMBA_PYTHON=… npm run bench -- tree-training',
  run: async () => {
    const there = await run(python, ['-c', 'import lightgbm, xgboost, sklearn']).catch(() => ({ code: 1 }))
    if (there.code !== 0)
      return { skipped: 'lightgbm, xgboost and scikit-learn are not installed (PRATIBIMBA_PYTHON)' }
    const figures: Figure[] = []
    await inScratchFolder(async (folder) => {
      for (const size of sizes) figures.push(...(await measureSize(join(folder, 'table.f64'), size)))
    })
    return figures
  },
}

async function measureSize(
  path: string,
  { rows, columns, repeats, share, peakMegabytes, beside = peers }: Size,
): Promise<Figure[]> {
  writeTreeTable(path, rows, columns, 1)
  const name = `${rows.toLocaleString('en')} × ${columns}`
  const figures: Figure[] = []
  for (const [threads, measure] of [
    [1, 'cpuSeconds'],
    [2, 'wallSeconds'],
  ] as const) {
    const own: Usage[] = []
    const fastest: number[] = []
    for (let i = 0; i < repeats; i++) {
      const args = [path, rows, columns, trees, threads].map(String)
      own.push(await usageOf(process.execPath, [ours, ...args]))
      const taken: number[] = []
      for (const peer of beside) taken.push((await usageOf(python, [theirs, ...args, peer]))[measure])
      fastest.push(Math.min(...taken))
    }
    const what = threads === 1 ? 'CPU, one thread' : 'wall, two threads'
    figures.push(
      { name: `${name}: ${what}`, value: median(own.map((usage) => usage[measure])), unit: 's' },
      {
        name: `${name}: ${what} ÷ fastest peer`,
        value: median(own.map((usage, i) => usage[measure] / fastest[i])),
        unit: '',
        promise: { atMost: share },
      },
    )
    if (peakMegabytes !== undefined)
      figures.push({
        name: `${name}: peak memory, ${threads === 1 ? 'one thread' : 'two threads'}`,
        value: Math.max(...own.map((usage) => usage.peakMegabytes)),
        unit: 'MB',
        promise: { atMost: peakMegabytes },
      })
  }
  return figures
}

async function usageOf(program: string, args: readonly string[]): Promise<Usage> {
  const { code, stdout, stderr } = await run(program, args)
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr.slice(-2000)}`)
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Usage
}
