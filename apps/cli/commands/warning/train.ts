/** `pratibimba warning train`: a lake in; a model, its predictions, and how far it can be trusted, out. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openLake } from '@pratibimba/adapters/lake'
import { panelOfLake, writePredictions } from '@pratibimba/adapters/warning'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { trainWarning, writeWarningModel } from '@pratibimba/risk/warning'
import type { Handler } from '../../command-line/handler.ts'
import { refuseToReplace } from '../../output/destination.ts'
import { placeFile } from '../../output/place-file.ts'
import { featureSets } from './shared.ts'
import { trainingLines } from './training-lines.ts'

/** Of the work, the part that computing features takes. */
const FEATURES_SHARE = 0.15

export const warningTrain: Handler = async ({ positionals, flags, reporter, signal }) => {
  const started = performance.now()
  const out = (flags.out as string | undefined) ?? 'warning.model'
  const stored = `${out.replace(/\.model$/, '')}.predictions.parquet`
  for (const path of [out, stored]) refuseToReplace(path, flags.overwrite === true)
  const lake = await openLake(positionals.directory)
  const name = flags.advanced === true ? 'advanced' : 'catalogue'
  const threads = flags.threads as number | undefined
  const panel = await panelOfLake(lake, featureSets[name], {
    name,
    ...(threads === undefined ? {} : { threads }),
    signal,
    onProgress: (share) => reporter.progress(share * FEATURES_SHARE, 'features'),
  })
  const featureSeconds = (performance.now() - started) / 1000
  const pool = openThreadPool(threads)
  try {
    const { bundle, predictions } = await trainWarning(
      panel,
      {
        seed: flags.seed as number,
        folds: flags.folds as number,
        testShare: flags['test-share'] as number,
        trials: flags.trials as number,
        missCost: flags['miss-cost'] as number,
        smote: flags.smote === true,
        checkShuffled: flags['check-shuffled'] === true,
      },
      {
        pool,
        signal,
        clock: () => performance.now() / 1000,
        onProgress: ({ share, stage }) =>
          reporter.progress(FEATURES_SHARE + share * (1 - FEATURES_SHARE), stage),
      },
    )
    const bytes = writeWarningModel(bundle)
    const predicted = await writePredictions(predictions, resolve(stored), 'parquet')
    await placeFile(resolve(out), (path) => writeFile(path, bytes, { flush: true }))
    const seconds = (performance.now() - started) / 1000
    return {
      json: {
        out,
        bytes: bytes.length,
        predictions: predicted,
        features: bundle.features.length,
        feature_set: bundle.featureSet,
        threshold: bundle.threshold,
        miss_cost: bundle.missCost,
        report: bundle.report,
        seconds,
        feature_seconds: featureSeconds,
        threads: pool.threads,
      },
      lines: trainingLines(bundle, { out, bytes: bytes.length, stored, seconds, featureSeconds }),
    }
  } finally {
    await pool.close()
  }
}
