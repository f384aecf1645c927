/** Trains symmetric trees in a process of its own: `train-symmetric.ts <file> <rows> <columns> <trees> <threads> <kind>`. */
import { openThreadPool } from '@pratibimba/adapters/workers'
import { trainSymmetric } from '@pratibimba/learning/trees/symmetric'
import { readTreeTable } from './tree-table.ts'

const [path, ...sizes] = process.argv.slice(2)
const [rows, columns, trees, threads] = sizes.map(Number)
const kind = sizes[4]
const table = readTreeTable(path, rows, columns)
// Rounded numbers stand for categories where the kind says so: their codes from 0.
const isCategory = (column: number): boolean => kind === 'categories' && column % 5 === 1 && column % 4 !== 0
const features = table.columns.map((_, i) => ({
  name: `x${i}`,
  kind: isCategory(i) ? ('category' as const) : ('number' as const),
}))
const data = {
  ...table,
  columns: table.columns.map((values, i) => (isCategory(i) ? values.map((value) => value + 20) : values)),
}
const pool = openThreadPool(threads)
const started = performance.now()
const before = process.cpuUsage()
await trainSymmetric(
  data,
  features,
  {
    iterations: trees,
    learningRate: 0.1,
    boostingType: kind === 'ordered' ? 'ordered' : 'plain',
  },
  { seed: 1, pool },
)
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
