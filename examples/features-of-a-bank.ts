/**
 * What is known of a customer at the end of a day: a small bank is simulated into a lake, the 104 features are computed by
 * the columnar kernel and once more from SQL, both are compared, and the customer who lies furthest from the others is shown.
 *
 *     node examples/features-of-a-bank.ts [--borrowers 300] [--as-of 2025-04-30] [--seed 42] [--out DIR]
 */
import { join } from 'node:path'
import { writeHouseholds } from '@pratibimba/adapters/households'
import { openLake } from '@pratibimba/adapters/lake'
import { computeFeatures, type FeatureEngine } from '@pratibimba/adapters/lake/features'
import { openCompute } from '@pratibimba/adapters/workers'
import { parseDay } from '@pratibimba/numerics/calendar'
import { columnOf } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { planHouseholds } from '@pratibimba/risk/households'
import { readOptions } from './support/options.ts'
import { count, printTable } from './support/table.ts'

const options = readOptions(300, ['as-of'], 20)
const asOf = options.more['as-of'] ?? '2025-04-30'
const directory = join(options.out(), 'bank')
const compute = openCompute(2)
const run = planHouseholds({ customers: options.borrowers, days: 120, seed: options.seed })
const { rows } = await writeHouseholds(run, directory, compute, { overwrite: true })
await compute.close()
console.log(`${directory}: ${count(run.customers)} customers, ${count(rows.transactions!)} transactions\n`)

const { features } = featureCatalogue
const kernel = await featuresBy('kernel')
const fromSql = await featuresBy('duckdb')
const distances = [...kernel].flatMap(([customer, values]) =>
  values.map((value, f) => distance(value, fromSql.get(customer)![f]!)),
)
console.log(`as of the end of ${asOf}: ${features.length} features of ${count(kernel.size)} customers`)
console.log(`kernel and SQL: ${count(distances.length)} values, apart by ${Math.max(...distances)} at most\n`)

const usual = features.map((_, f) => quantiles([...kernel.values()].map((values) => values[f]!)))
const placed = [...kernel].map(([customer, values]) => ({ customer, values, places: values.map(placeOf) }))
const [furthest] = placed.toSorted((a, b) => meanOf(b.places) - meanOf(a.places))
console.log(`${furthest!.customer}, furthest from the others:`)
printTable(
  ['feature', 'value', 'usual', 'unit'],
  furthest!.places
    .map((place, f) => ({ place, f }))
    .toSorted((a, b) => b.place - a.place)
    .slice(0, 8)
    .map(({ f }) => [
      features[f]!.title,
      number(furthest!.values[f]!),
      number(usual[f]!.median),
      features[f]!.unit,
    ]),
)

/** Values by customer, in the order of the catalogue; NaN is missing. */
async function featuresBy(engine: FeatureEngine): Promise<Map<string, number[]>> {
  const lake = await openLake(directory)
  const found = new Map<string, number[]>()
  for await (const frame of computeFeatures(lake, featureCatalogue, [parseDay(asOf)], {
    engine,
    threads: 2,
  })) {
    const columns = features.map(({ id }) => columnOf(frame, id, 'float64').values)
    for (const [row, customer] of columnOf(frame, 'customer_id', 'text').values.entries())
      found.set(
        customer,
        columns.map((values) => values[row]!),
      )
  }
  return found
}

/** 0 where both are missing, else relative to the larger of the two and 1. */
function distance(a: number, b: number): number {
  return Number.isNaN(a) && Number.isNaN(b) ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b))
}

function quantiles(values: readonly number[]): { median: number; spread: number } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { median: at(0.5), spread: at(0.9) - at(0.1) }
}

/** In spreads of the bank; 0 where nothing is known, and at most 10. */
function placeOf(value: number, f: number): number {
  const { median, spread } = usual[f]!
  return Number.isNaN(value) || !(spread > 0) ? 0 : Math.min(10, Math.abs(value - median) / spread)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function number(value: number): string {
  return Number.isNaN(value) ? '–' : String(Number(value.toPrecision(3)))
}
