/**
 * Are today's applicants still those a model was trained on? Last year's table is kept as a profile, which holds no row;
 * two later tables are held against it: one drawn as the first was, one from a riskier market.
 *
 *     node examples/drift-of-a-file.ts [--borrowers 5000] [--seed 42] [--out DIR]
 *
 * `npx pratibimba drift training.csv --save-profile reference.json` and `… drift reference.json today.csv` do the same.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import {
  assessDrift,
  columnsOfProfile,
  columnsToProfile,
  type FeatureDrift,
  profileOf,
  readProfile,
  writeProfile,
} from '@pratibimba/risk/monitoring'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const { borrowers, seed, out } = readOptions(5000, [], 500)
const files = { training: 0.04, alike: 0.04, riskier: 0.12 }
const pathOf = (name: string) => join(out(), `${name}.csv`)
for (const [i, [name, defaultRate]] of Object.entries(files).entries())
  await writeCsv(pathOf(name), [generateApplications(borrowers, defaultRate, seed + i).frame])

const tables = await openTables()
try {
  const training = await tables.read(pathOf('training'))
  // The outcome is not known of today's applicants yet.
  const known = [...training.frame.columns.keys()].filter(
    (name) => !['borrower_id', 'default'].includes(name),
  )
  const { matrix, features } = columnsToProfile(training.frame, known)
  const stored = join(out(), 'reference.json')
  await writeFile(stored, writeProfile(profileOf(matrix, features)))
  console.log(`${stored}: ${count(features.length)} columns of ${count(matrix.rows)} rows, no row\n`)

  for (const name of ['alike', 'riskier']) {
    const { frame } = await tables.read(pathOf(name))
    const { columns, reference } = columnsOfProfile(frame, readProfile(await readFile(stored, 'utf8')))
    const report = assessDrift(reference, columns.matrix, columns.features)
    console.log(`${name}: ${report.severity}`)
    printTable(
      ['column', 'drift', 'PSI', 'KS or V', 'what happened'],
      report.features
        .slice(0, 5)
        .map((feature) => [
          feature.name,
          feature.severity,
          figure(feature, 'psi'),
          figure(feature, 'kolmogorov_smirnov', 'chi_square'),
          feature.sentence,
        ]),
    )
    console.log()
  }
} finally {
  await tables.close()
}

function figure({ tests }: FeatureDrift, ...ids: string[]): string {
  return tests.find(({ id }) => ids.includes(id))?.value.toFixed(3) ?? '–'
}
