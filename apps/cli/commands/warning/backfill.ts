/** `pratibimba warning backfill`: scores of every day of a period, so that trends have a past. */
import { type Lake, openLake } from '@pratibimba/adapters/lake'
import { scoredFrames } from '@pratibimba/adapters/warning'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { WarningScores } from '@pratibimba/risk/warning'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { openFile, writeInto } from '../../output/destination.ts'
import { count, describeFiles, number } from '../../output/wording.ts'
import { dayOfLake } from './day-of-lake.ts'
import { addScores, frameOfScores, newTally, openModelWithFeatures, scoreFormat } from './shared.ts'

export const warningBackfill: Handler = async ({ positionals, flags, reporter, signal }) => {
  const started = performance.now()
  const lake = await openLake(positionals.directory)
  const { model, set } = await openModelWithFeatures(flags.model as string)
  const days = daysOf(lake, flags)
  const format = scoreFormat(flags)
  const out = (flags.out as string | undefined) ?? `score-history-${flags.from}-${flags.to}.${format}`
  const destination = await openFile(out, {
    format,
    overwrite: flags.overwrite === true,
    inputs: [flags.model as string],
  })
  const threads = flags.threads as number | undefined
  const chunks = scoredFrames(lake, set, model, days, {
    ...(threads === undefined ? {} : { threads }),
    signal,
    onProgress: (share) => reporter.progress(share, 'scoring'),
  })
  const tally = newTally()
  const files = await writeInto(
    destination,
    chunks,
    ({ customerId, asOfDay, scores }) => ({ scores: frameOfScores(customerId, asOfDay, scores, 0) }),
    ({ scores }: { scores: WarningScores }) => addScores(tally, scores),
  )
  const seconds = (performance.now() - started) / 1000
  return {
    json: {
      out,
      dates: days.map(formatDay),
      rows: tally.rows,
      levels: tally.levels,
      called: tally.called,
      seconds,
      file: files.scores,
    },
    lines: [
      ...describeFiles(files),
      `${count(days.length, 'day')} from ${formatDay(days[0])} to ${formatDay(days[days.length - 1])}: ${number(tally.rows)} scores in ${seconds.toFixed(1)} s`,
    ],
  }
}

/** Ascending; counted back from the last day, so that it is always one of them. @throws UsageError */
function daysOf(lake: Lake, flags: Readonly<Record<string, unknown>>): number[] {
  const from = dayOfLake(lake, 'from', flags.from as string)
  const to = dayOfLake(lake, 'to', flags.to as string)
  if (to < from) throw new UsageError(`--to: need a day on or after --from ${flags.from}, got ${flags.to}`)
  const every = flags.every as number
  const days: number[] = []
  for (let day = to; day >= from; day -= every) days.unshift(day)
  return days
}
