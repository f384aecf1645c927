/**
 * Too few deep-subprime borrowers to train on: synthetic ones of grade E at a stated default rate are put under the real
 * table, each row marked with where it comes from.
 *
 *     node examples/rare-segment-augmentation.ts [--real FILE.csv] [--borrowers 10000] [--seed 42] [--out DIR]
 *
 * The real table needs the columns `risk_grade` and `default`; of the others those are kept that both tables have.
 * Without --real a small generated portfolio stands in for it.
 */
import { join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'
import { binomialInterval } from './support/binomial.ts'
import { readOptions } from './support/options.ts'
import { count, interval, percent, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const options = readOptions(10_000, ['real'])
const generator = new CreditPortfolioGenerator()

const synthetic = generator.generatePortfolio({
  numBorrowers: options.borrowers,
  riskGradeDistribution: { E: 1 },
  targetDefaultRate: 0.3,
  seed: options.seed,
}).borrowers
const real =
  options.more.real === undefined
    ? generator.generatePortfolio({ numBorrowers: 5000, seed: options.seed + 1 }).borrowers
    : await readReal(options.more.real)

// Keys of two sources would collide, so the key stays behind.
const shared = [...synthetic.columns.keys()].filter(
  (name) => name !== 'borrower_id' && real.columns.get(name)?.kind === columnOf(synthetic, name).kind,
)
const marked = (frame: Frame, source: string): Frame =>
  frameOf([
    ['source', { kind: 'category', dictionary: [source], values: new Int32Array(frame.rows) }],
    ...shared.map((name) => [name, columnOf(frame, name)] as const),
  ])
const parts = [marked(real, 'real'), marked(synthetic, 'synthetic')]
const written = await writeCsv(join(options.out(), 'training.csv'), parts)

async function readReal(path: string): Promise<Frame> {
  const tables = await openTables()
  const { frame } = await tables.read(path, { kinds: { risk_grade: 'category', default: 'int32' } })
  await tables.close()
  return frame
}

/** Borrowers and defaults of grade E. */
function rareIn(frame: Frame): { borrowers: number; defaults: number } {
  const grade = columnOf(frame, 'risk_grade', 'category')
  const isDefault = columnOf(frame, 'default', 'int32').values
  const rows = [...grade.values.keys()].filter((row) => grade.dictionary[grade.values[row]] === 'E')
  return { borrowers: rows.length, defaults: rows.filter((row) => isDefault[row] === 1).length }
}
const [before, added] = parts.map(rareIn)
const after = { borrowers: before.borrowers + added.borrowers, defaults: before.defaults + added.defaults }
printTable(
  ['grade E', 'borrowers', 'defaults', 'default rate', '95% interval'],
  Object.entries({ real: before, synthetic: added, together: after }).map(
    ([name, { borrowers, defaults }]) => [
      name,
      count(borrowers),
      count(defaults),
      borrowers === 0 ? '–' : percent(defaults / borrowers),
      name === 'real' ? interval(binomialInterval(defaults, borrowers)) : '',
    ],
  ),
)
console.log(`\nThe 30% of the synthetic rows was asked for: they teach a model the shape of the segment and are no
evidence about its rate. Weight them, and validate on rows whose source is "real" alone.`)
console.log(`\n${written.path}  ${count(written.rows)} rows: source, ${shared.join(', ')}`)
