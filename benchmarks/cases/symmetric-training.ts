/** Training of symmetric trees beside CatBoost: 200 trees of depth 6, 254 borders, binning included. */
import { join } from 'node:path'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, median, run, type Usage } from '../harness/measure.ts'
import { writeTreeTable } from '../harness/tree-table.ts'

const python = process.env.PRATIBIMBA_PYTHON ?? 'python3'
const ours = join(import.meta.dirname, '../harness/train-symmetric.ts')
const theirs = join(import.meta.dirname, '../peers/train_symmetric.py')

interface Table {
  readonly rows: number
  readonly columns: number
  readonly kind: 'numbers' | 'categories' | 'ordered'
  readonly repeats: number
}

const tables: readonly Table[] = [
  { rows: 30_000, columns: 23, kind: 'numbers', repeats: 3 },
  { rows: 100_000, columns: 100, kind: 'numbers', repeats: 3 },
  { rows: 30_000, columns: 23, kind: 'categories', repeats: 3 },
  { rows: 30_000, columns: 23, kind: 'ordered', repeats: 1 },
]

export const symmetricTraining: BenchmarkCase = {
  id: 'symmetric-training',
  title:
    'Symmetric trees, 200 of depth 6, 254 borders, binning included: CPU of one thread as a share of CatBoost in the same run',
  command: 'PRATIBIMBA_PYTHON=… npm run bench -- symmetric-training',
  run: async () => {
    const there = await run(python, ['-c', 'import catboost, pandas']).catch(() => ({ code: 1 }))
    if (there.code !== 0) return { skipped: 'catboost is not installed (PRATIBIMBA_PYTHON)' }
    const figures: Figure[] = []
    await inScratchFolder(async (folder) => {
      for (const table of tables) figures.push(...(await measure(join(folder, 'table.f64'), table)))
    })
    return figures
  },
}

async function measure(path: string, { rows, columns, kind, repeats }: Table): Promise<Figure[]> {
  writeTreeTable(path, rows, columns, 1)
  const args = [path, rows, columns, 200, 1, kind].map(String)
  const own: number[] = []
  const shares: number[] = []
  for (let i = 0; i < repeats; i++) {
    own.push((await usageOf(process.execPath, [ours, ...args])).cpuSeconds)
    shares.push(own[i] / (await usageOf(python, [theirs, ...args])).cpuSeconds)
  }
  const name = `${rows.toLocaleString('en')} × ${columns}, ${kind}`
  return [
    { name: `${name}: CPU, one thread`, value: median(own), unit: 's' },
    {
      name: `${name}: CPU, one thread ÷ CatBoost`,
      value: median(shares),
      unit: '',
      // With combinations of categories CatBoost is the faster one: shown, not promised.
      ...(kind !== 'categories' && { promise: { atMost: 1 } }),
    },
  ]
}

async function usageOf(program: string, args: readonly string[]): Promise<Usage> {
  const { code, stdout, stderr } = await run(program, args)
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr.slice(-2000)}`)
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Usage
}
