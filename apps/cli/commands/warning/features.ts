/** `pratibimba features`: the features of all customers of a lake as of a date. */
import { openLake } from '@pratibimba/adapters/lake'
import { computeFeatures, type FeatureEngine, featureColumns } from '@pratibimba/adapters/lake/features'
import type { Frame } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { formatOf } from '../../command-line/call-parts.ts'
import type { Handler } from '../../command-line/handler.ts'
import { openFile, writeInto } from '../../output/destination.ts'
import { count, describeFiles, number } from '../../output/wording.ts'
import { dayOfLake } from './day-of-lake.ts'

export const features: Handler = async ({ positionals, flags, reporter, signal }) => {
  const started = performance.now()
  const lake = await openLake(positionals.directory)
  const asOf = (flags['as-of'] as string | undefined) ?? lake.manifest.last_day
  const day = dayOfLake(lake, 'as-of', asOf)
  const engine = flags.engine as FeatureEngine
  const out = (flags.out as string | undefined) ?? `features-${asOf}.${flags.format ?? 'parquet'}`
  const destination = await openFile(out, {
    format: formatOf(flags, out),
    overwrite: flags.overwrite === true,
  })
  const frames = computeFeatures(lake, featureCatalogue, [day], {
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

function add(tally: { customers: number; missing: number }, frame: Frame): void {
  tally.customers += frame.rows
  for (const column of frame.columns.values())
    if (column.kind === 'float64')
      for (let row = 0; row < frame.rows; row++) if (Number.isNaN(column.values[row])) tally.missing++
}
