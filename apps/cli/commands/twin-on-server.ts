/** `pratibimba twin --server`: the file goes up, the twin comes down. */
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { FintechClient } from '@pratibimba/client'
import type { ClonePortfolioRequest } from '@pratibimba/contract'
import { CommandFailure, UsageError } from '../command-line/failures.ts'
import type { Answer, Call } from '../command-line/handler.ts'
import { fetchFiles } from '../output/fetch-files.ts'
import { describeFiles } from '../output/wording.ts'
import { correctionsOf, tableName } from './twin-parts.ts'

export async function twinOnServer(call: Call, server: string): Promise<Answer> {
  const { positionals, flags, given, reporter } = call
  if (flags.format === 'parquet')
    throw new UsageError('--format: a server writes twins as csv; leave it out with --server')
  const client = new FintechClient({ baseUrl: server })
  reporter.progress(0, 'uploading')
  const data = await openAsBlob(positionals.data).catch(() => {
    throw new CommandFailure('file_missing', `${positionals.data} cannot be read.`)
  })
  const { file_id, schema } = await client.uploadData([{ name: basename(positionals.data), data }])
  const corrections = await correctionsOf(call, tableName(positionals.data))
  if (Object.keys(corrections).length > 0)
    await client.operations.correctSchema({ params: { file_id }, body: corrections })
  reporter.progress(0.2, 'learning and drawing on the server')
  const portfolio = await client.clonePortfolio({
    file_id,
    num_samples: given.has('rows') ? (flags.rows as number) : schema.tables[0].rows,
    engine: flags.engine as string,
    ...(flags.seed === undefined ? {} : { seed: flags.seed as number }),
    ...(flags.k === undefined ? {} : { k_anonymity: flags.k as number }),
    ...(flags.quasi === undefined ? {} : { quasi_identifiers: (flags.quasi as string).split(',') }),
  } satisfies ClonePortfolioRequest)
  const files = await fetchFiles(
    client,
    portfolio.id,
    portfolio.files,
    (flags.out as string | undefined) ?? portfolio.id,
    call,
  )
  return {
    json: { portfolio_id: portfolio.id, file_id, stats: portfolio.stats_json, files },
    lines: [
      `${portfolio.id}: similarity ${portfolio.stats_json.quality_score?.toFixed(1) ?? 'not measured'} of 100, k = ${portfolio.stats_json.k_anonymity ?? 'not enforced'}`,
      ...describeFiles(files),
    ],
  }
}
