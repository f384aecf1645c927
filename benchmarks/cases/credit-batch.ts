/** A file of applications decided on trial in threads: features, 400 trees, the shipped policy, reasons. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { decisionOutcomes, type ExplanationDepth } from '@pratibimba/contract'
import { frameSchema } from '@pratibimba/numerics/frame'
import { generateApplications, planApplications } from '@pratibimba/risk/applications'
import { compose } from '../../apps/server/compose.ts'
import { CREDIT_MODELS_OWNER } from '../../apps/server/credit/deciders.ts'
import { readSettings } from '../../apps/server/settings.ts'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { prepareCreditServer, TREES } from '../harness/credit-server.ts'
import { inScratchFolder } from '../harness/measure.ts'

const ROWS = Number(process.env.PRATIBIMBA_BATCH_ROWS ?? 1_000_000)
const MINUTES: Readonly<Record<ExplanationDepth, number>> = { full: 12, reasons: 5, none: 1.5 }
const words: Readonly<Record<ExplanationDepth, string>> = {
  full: 'reasons for all',
  reasons: 'reasons for those not approved',
  none: 'without reasons',
}

export const creditBatch: BenchmarkCase = {
  id: 'credit-batch',
  title: `${ROWS.toLocaleString('en')} applications of a Parquet file decided in ${availableParallelism()} threads: ${TREES} trees of 31 leaves, the shipped policy of 45 rules`,
  command: 'npm run bench -- credit-batch',
  run: () =>
    inScratchFolder(async (folder) => {
      const path = join(folder, 'applications.parquet')
      await writeApplications(path)
      const data = join(folder, 'data')
      await prepareCreditServer(data)
      const settings = readSettings({ PRATIBIMBA_LOG_LEVEL: 'silent' }, { dataDirectory: data, demo: false })
      const { context, close } = await compose(settings, (error) => console.error(error))
      try {
        const figures: Figure[] = []
        for (const explain of ['none', 'reasons', 'full'] as const) {
          const started = performance.now()
          const before = process.cpuUsage()
          const { deciders } = context.credit
          const { artifact, sha256 } = deciders.champion()!.record
          const parts = settings.threads
          const model = { path: await context.artifacts.localPath(CREDIT_MODELS_OWNER, artifact), sha256 }
          const decided = await Promise.all(
            Array.from({ length: parts }, (_, part) =>
              context.threads.run('decide-part', {
                path,
                part,
                parts,
                maxUnpackedBytes: settings.limits.unpackedBytes,
                asOfDay: Math.floor(Date.now() / 86_400_000),
                model,
                policy: deciders.policies()[0]!.document,
                killed: false,
                explain,
              }),
            ),
          )
          const all = decided.flat()
          await context.threads.run('write-decided', {
            parts: all,
            format: 'parquet',
            decisionsPath: join(folder, `${explain}.parquet`),
            refusedPath: join(folder, `${explain}-refused.csv`),
          })
          const minutes = (performance.now() - started) / 60_000
          const scaled = (minutes * 1_000_000) / ROWS
          figures.push({
            name: ROWS === 1_000_000 ? words[explain] : `${words[explain]}, scaled to a million`,
            value: scaled,
            unit: 'min',
            promise: { atMost: MINUTES[explain] },
          })
          const { user, system } = process.cpuUsage(before)
          figures.push({
            name: `${words[explain]}: CPU of all threads`,
            value: (user + system) / ROWS,
            unit: 'µs a decision',
          })
          if (explain === 'none') {
            const approved = all.flatMap((part) => [...part.decided.decision])
            figures.push({
              name: 'approved',
              value:
                approved.filter((place) => decisionOutcomes[place] === 'APPROVED').length / approved.length,
              unit: 'share',
            })
          }
        }
        return figures
      } finally {
        await close()
      }
    }),
}

async function writeApplications(path: string): Promise<void> {
  const tables = await openTables({ threads: 1 })
  try {
    let sink: Awaited<ReturnType<typeof tables.openSink>> | undefined
    for (const { applications } of generateApplications(planApplications({ count: ROWS, seed: 11 }))) {
      sink ??= await tables.openSink(path, frameSchema(applications), { format: 'parquet' })
      await sink.write(applications)
    }
    await sink!.close()
  } finally {
    await tables.close()
  }
}
