/** Trains leaf-wise trees on a table in a process of its own: `train-trees.ts <file> <rows> <columns> <trees> <threads>`. */
import { openThreadPool } from '@pratibimba/adapters/workers'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { readTreeTable } from './tree-table.ts'

const [path, ...sizes] = process.argv.slice(2)
const [rows, columns, trees, threads] = sizes.map(Number)
const table = readTreeTable(path, rows, columns)
const features = table.columns.map((_, i) => ({ name: `x${i}`, kind: 'number' as const }))
const pool = openThreadPool(threads)
const started = performance.now()
const before = process.cpuUsage()
await trainLeafWise(table, features, { iterations: trees }, { seed: 1, pool })
const { user, system } = process.cpuUsage(before)
const wallSeconds = (performance.now() - started) / 1000
await pool.close()
console.log(
  JSON.stringify({
    wallSeconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
