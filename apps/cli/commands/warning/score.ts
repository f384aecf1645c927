/** `pratibimba warning score`: the customers of a lake in; scores, levels and what drives them, out. */
import { openLake } from '@pratibimba/adapters/lake'
import { matrixOfLake } from '@pratibimba/adapters/warning'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { scoreWarning } from '@pratibimba/risk/warning'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { openFile, writeInto } from '../../output/destination.ts'
import { count, describeFiles, number, percent } from '../../output/wording.ts'
import { dayOfLake } from './day-of-lake.ts'
import { addScores, frameOfScores, newTally, openModelWithFeatures, scoreFormat } from './shared.ts'

/** Of the work, the part that computing features takes. */
const FEATURES_SHARE = 0.5

export const warningScore: Handler = async ({ positionals, flags, given, reporter, signal }) => {
  const started = performance.now()
  const explain = flags.explain === true
  for (const flag of ['drivers', 'along-paths'])
    if (given.has(flag) && !explain) throw new UsageError(`--${flag}: only --explain tells drivers; add it`)
  const lake = await openLake(positionals.directory)
  const { model, set } = await openModelWithFeatures(flags.model as string)
  const date = (flags['as-of'] as string | undefined) ?? lake.manifest.last_day
  const day = dayOfLake(lake, 'as-of', date)
  const format = scoreFormat(flags)
  const out = (flags.out as string | undefined) ?? `scores-${date}.${format}`
  const destination = await openFile(out, {
    format,
    overwrite: flags.overwrite === true,
    inputs: [flags.model as string],
  })
  const threads = flags.threads as number | undefined
  const rows = await matrixOfLake(lake, set, [day], {
    ...(threads === undefined ? {} : { threads }),
    signal,
    onProgress: (share) => reporter.progress(share * FEATURES_SHARE, 'features'),
  })
  const featureSeconds = (performance.now() - started) / 1000
  const pool = openThreadPool(threads)
  try {
    reporter.progress(FEATURES_SHARE, 'scoring')
    const scores = await scoreWarning(model, rows.features, {
      ...(explain ? { explain: flags['along-paths'] === true ? 'path-dependent' : 'interventional' } : {}),
      pool,
      signal,
      onProgress: (share) => reporter.progress(FEATURES_SHARE + share * (1 - FEATURES_SHARE), 'scoring'),
    })
    const tally = newTally()
    addScores(tally, scores)
    const frame = frameOfScores(rows.customerId, rows.asOfDay, scores, flags.drivers as number)
    const files = await writeInto(destination, [frame], (chunk) => ({ scores: chunk }))
    const seconds = (performance.now() - started) / 1000
    const { threshold } = model.bundle
    return {
      json: {
        out,
        as_of_date: date,
        customers: tally.rows,
        levels: tally.levels,
        called: tally.called,
        threshold,
        explained: explain,
        seconds,
        feature_seconds: featureSeconds,
        file: files.scores,
      },
      lines: [
        ...describeFiles(files),
        `${count(tally.rows, 'customer')} as of ${date}: ${Object.entries(tally.levels)
          .map(([level, customers]) => `${number(customers)} ${level}`)
          .join(', ')}`,
        `${number(tally.called)} at or above the threshold ${threshold.toFixed(4)} (${percent(tally.called / Math.max(1, tally.rows))})`,
        `${seconds.toFixed(1)} s, of which features ${featureSeconds.toFixed(1)} s`,
      ],
    }
  } finally {
    await pool.close()
  }
}
