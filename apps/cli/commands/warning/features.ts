/** `pratibimba features`: the features of all customers of a lake as of a date. */
import { openLake } from '@pratibimba/adapters/lake'
import { computeFeatures, type FeatureEngine, featureColumns } from '@pratibimba/adapters/lake/features'
import type { Frame } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { formatOf } from '../../command-line/call-parts.ts'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { openFile, writeInto } from '../../output/destination.ts'
import { count, describeFiles, number } from '../../output/wording.ts'

const DAY_MS = 86_400_000

export const features: Handler = async ({ positionals, flags, reporter, signal }) => {
  const started = performance.now()
  const lake = await openLake(positionals.directory)
  const { first_day, last_day } = lake.manifest
  const asOf = asOfDate(flags['as-of'] as string | undefined, first_day, last_day)
  const engine = flags.engine as FeatureEngine
  const out = (flags.out as string | undefined) ?? `features-${asOf}.${flags.format ?? 'parquet'}`
  const destination = await openFile(out, {
    format: formatOf(flags, out),
    overwrite: flags.overwrite === true,
  })
  const frames = computeFeatures(lake, featureCatalogue, [Date.parse(asOf) / DAY_MS], {
    engine,
    threads: flags.threads as number | undefined,
    repeated: flags.repeated === true,
    signal,
    onProgress: (share) => reporter.progress(share, 'features'),
  })
  const tally = { customers: 0, missing: 0 }
  const written = await writeInto(
    destination,
    frames,
    (frame) => ({ features: frame }),
    (frame) => add(tally, frame),
  )
  const columns = featureColumns(featureCatalogue).length - 2
  const seconds = (performance.now() - started) / 1000
  return {
    json: {
      lake: lake.directory,
      as_of_date: asOf,
      engine,
      customers: tally.customers,
      features: columns,
      missing_values: tally.missing,
      seconds,
      file: written.features,
    },
    lines: [
      ...describeFiles(written),
      `${count(columns, 'feature')} of ${count(tally.customers, 'customer')} as of ${asOf}, ${number(tally.missing)} values missing, in ${seconds.toFixed(1)} s (${engine})`,
    ],
  }
}

/** @throws UsageError when it is no date, or not one of the lake */
function asOfDate(text: string | undefined, first: string, last: string): string {
  if (text === undefined) return last
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  if (!isDate || new Date(text).toISOString().slice(0, 10) !== text)
    throw new UsageError(`--as-of: need a date YYYY-MM-DD, got "${text}"`)
  if (text < first || text > last)
    throw new UsageError(`--as-of: the lake has the days ${first} to ${last}, got ${text}`)
  return text
}

function add(tally: { customers: number; missing: number }, frame: Frame): void {
  tally.customers += frame.rows
  for (const column of frame.columns.values())
    if (column.kind === 'float64')
      for (let row = 0; row < frame.rows; row++) if (Number.isNaN(column.values[row])) tally.missing++
}
