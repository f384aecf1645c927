/**
 * A joint-venture partner needs the portfolio's statistics, the contract forbids its rows: a twin learnt, drawn and
 * compared inside this process.
 *
 *     node examples/joint-venture-twin.ts [--borrowers 10000] [--seed 42] [--out DIR]
 */
import { join } from 'node:path'
import { DigitalTwinCloner } from '@pratibimba/risk/twins'
import { readOptions } from './support/options.ts'
import { productionLikeTable } from './support/production-like.ts'
import { count, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const options = readOptions(10_000, [], 100)
const production = productionLikeTable(options.borrowers, options.seed)

const cloner = new DigitalTwinCloner({ seed: options.seed })
const { modelId, metadata } = cloner.train(production, { primaryKey: 'customer_id' })
const synthetic = cloner.generate(modelId, production.rows)
const comparison = cloner.getComparison(production, synthetic)

console.log(`${count(metadata.nRows)} rows, ${metadata.columns.length} columns, engine ${metadata.engine}`)
console.log(`Similarity: ${comparison.similarityScore.toFixed(1)} of 100`)
console.log(`Correlation error: ${comparison.correlationError.toFixed(4)} (${comparison.correlationBand})\n`)
printTable(
  ['column', 'kind', 'similarity', 'mean', 'of the twin'],
  comparison.columns.map(({ name, kind, similarity, original, synthetic: twin }) => [
    name,
    kind,
    similarity === null ? '–' : similarity.toFixed(3),
    kind === 'number' ? original.mean!.toPrecision(5) : '',
    kind === 'number' ? twin.mean!.toPrecision(5) : '',
  ]),
)
console.log()
printTable(
  ['lower tails: both in their lowest 5%', 'original', '95% interval', 'twin'],
  comparison.tails.map(({ x, y, original, originalInterval, synthetic: twin }) => [
    `${x}, ${y}`,
    original.toFixed(3),
    originalInterval.map((bound) => bound.toFixed(3)).join(' to '),
    twin.toFixed(3),
  ]),
)
for (const note of [...metadata.notes, ...comparison.notes]) console.log(`Note: ${note}`)

const { path, sha256 } = await writeCsv(join(options.out(), 'twin.csv'), [synthetic])
console.log(`\n${path}  sha256 ${sha256}`)
