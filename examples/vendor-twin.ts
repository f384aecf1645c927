/**
 * A vendor needs data to build a model on; customers' rows may not leave the bank. Through the REST API: upload, review
 * of what was detected, a twin, its comparison with the original, the file to hand over, and removal of the upload.
 *
 *     node examples/vendor-twin.ts [--borrowers 5000] [--rows 5000] [--seed 42] [--out DIR]
 *
 * The program starts a server of its own on a scratch directory; against yours, only `baseUrl` changes.
 */
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FintechClient } from '@pratibimba/client'
import { readSettings, startServer } from '@pratibimba/server'
import { readOptions } from './support/options.ts'
import { emailsOf, productionLikeTable } from './support/production-like.ts'
import { count, printTable } from './support/table.ts'
import { writeCsv } from './support/write-csv.ts'

const options = readOptions(5000, ['rows'], 100)
const original = productionLikeTable(options.borrowers, options.seed)
const path = join(options.out(), 'production.csv')
await writeCsv(path, [original])

const dataDirectory = await mkdtemp(join(options.out(), 'server-'))
const server = await startServer(
  readSettings({ PRATIBIMBA_LOG_LEVEL: 'warn' }, { port: 0, dataDirectory, demo: false }),
)
try {
  const client = new FintechClient({ baseUrl: server.url })

  const { file_id } = await client.uploadData([{ name: 'production.csv', data: await openAsBlob(path) }])
  // The person who knows the data corrects what was detected: neighbours can tell who rents, nobody outside the bank
  // knows the months in a job.
  const review = [
    { name: 'home_ownership', quasi_identifier: true },
    { name: 'employment_length_months', quasi_identifier: false },
  ]
  const { schema } = await client.operations.correctSchema({ params: { file_id }, body: { columns: review } })
  console.log(`${file_id}: ${count(schema.tables[0].rows)} rows, key ${schema.tables[0].primary_key}\n`)
  printTable(
    ['column', 'type', 'personal data', 'quasi-identifier'],
    schema.tables[0].columns.map((column) => {
      const { name, type, personal_kind = '', quasi_identifier } = column
      return [name, type, personal_kind, quasi_identifier ? 'yes' : '']
    }),
  )

  const twin = await client.clonePortfolio({
    file_id,
    num_samples: Number(options.more.rows ?? options.borrowers),
    k_anonymity: 5,
    seed: options.seed,
  })
  const { columns, anonymity, notes, ...figures } = await client.getComparison(twin.id)
  console.log(
    `\n${twin.id}, engine ${figures.engine}: similarity ${figures.similarity_score.toFixed(1)} of 100,`,
  )
  console.log(`correlation error ${figures.correlation_error.toFixed(4)} (${figures.correlation_band})\n`)
  printTable(
    ['column', 'similarity', 'made by'],
    columns.map(({ name, similarity, handling }) => [name, similarity?.toFixed(3) ?? '–', handling]),
  )
  const { quasi_identifiers, initial_k, final_k } = anonymity!
  console.log(`\nk-anonymity on ${quasi_identifiers.join(', ')}: k ${initial_k} before, ${final_k} after`)
  for (const note of [...anonymity!.transformations_applied, ...notes]) console.log(`Note: ${note}`)
  const [file] = twin.files
  const content = await (await client.download(twin.id, file.filename)).text()
  await writeFile(join(options.out(), file.filename), content)
  await client.operations.deleteUpload({ params: { file_id } })

  const known = emailsOf(original).filter((email) => content.includes(email)).length
  console.log(`\n${join(options.out(), file.filename)}  ${count(file.rows)} rows  sha256 ${file.sha256}`)
  console.log(`e-mail addresses of customers found in it: ${known}`)
  process.exitCode = known === 0 ? 0 : 3
} finally {
  await server.close()
  await rm(dataDirectory, { recursive: true, force: true })
}
