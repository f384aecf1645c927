/** The default `train` on three public credit files: discrimination, calibration, what SMOTE costs, time and memory. */
import { basename } from 'node:path'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram } from '../harness/measure.ts'
import { realData } from '../harness/real-data.ts'

interface File {
  readonly name: string
  readonly path: string
  readonly target: string
  readonly aucAtLeast: number
  readonly calibrationErrorAtMost?: number
}

const files: readonly File[] = [
  {
    name: 'Taiwan',
    path: 'taiwan_credit_default/default_of_credit_card_clients.csv.gz',
    target: 'default payment next month',
    aucAtLeast: 0.784,
    calibrationErrorAtMost: 0.015,
  },
  { name: 'German', path: 'german_credit/german_statlog.csv.gz', target: 'class', aucAtLeast: 0.78 },
  { name: 'Australian', path: 'australian_credit/australian.csv.gz', target: 'A15', aucAtLeast: 0.93 },
]

interface Answer {
  readonly champion: { readonly id: string }
  readonly contenders: readonly {
    readonly id: string
    readonly auc: { readonly value: number }
    readonly calibrationError: number
  }[]
  readonly resampling?: Readonly<Record<'plain' | 'resampled', Price>>
}
interface Price {
  readonly auc: { readonly value: number }
  readonly rawCalibrationError: number
}

export const learningRealData: BenchmarkCase = {
  id: 'learning-real-data',
  title: 'Default `train` on public credit files, 5 stratified folds',
  command: 'npx pratibimba train FILE --target COLUMN',
  run: () => {
    const found = files.map((file) => ({ ...file, path: realData(file.path) }))
    const missing = found.find(({ path }) => path === undefined)
    if (missing !== undefined)
      return Promise.resolve({ skipped: `the ${missing.name} file is not there (PRATIBIMBA_PUBLIC_DATA)` })
    return inScratchFolder(async (folder) => {
      const figures: Figure[] = []
      for (const file of found) figures.push(...(await figuresOf({ ...file, path: file.path! }, folder)))
      figures.push(...(await priceOfSmote(found[0].path!, files[0].target, folder)))
      return figures
    })
  },
}

async function figuresOf({ name, path, target, ...promises }: File, folder: string): Promise<Figure[]> {
  const out = `${basename(path)}.model`
  const run = await measureProgram(['train', path, '--target', target, '--out', out, '--json'], folder)
  const { champion, contenders } = JSON.parse(run.stdout) as Answer
  const one = (id: string) => contenders.find((contender) => contender.id === id)!
  const chosen = one(champion.id)
  return [
    {
      name: `${name}: AUC of the champion (${champion.id}), mean of folds`,
      value: chosen.auc.value,
      unit: '',
      promise: { atLeast: promises.aucAtLeast },
    },
    {
      name: `${name}: expected calibration error`,
      value: chosen.calibrationError,
      unit: '',
      ...(promises.calibrationErrorAtMost === undefined
        ? {}
        : { promise: { atMost: promises.calibrationErrorAtMost } }),
    },
    { name: `${name}: AUC of the scorecard`, value: one('scorecard').auc.value, unit: '' },
    { name: `${name}: AUC of the logistic baseline`, value: one('regression').auc.value, unit: '' },
    { name: `${name}: whole process, wall`, value: run.wallSeconds, unit: 's' },
    { name: `${name}: whole process, peak`, value: run.peakMegabytes, unit: 'MB' },
  ]
}

/** For information: what a modeller pays who balances the classes. */
async function priceOfSmote(path: string, target: string, folder: string): Promise<Figure[]> {
  const run = await measureProgram(
    [
      'train',
      path,
      '--target',
      target,
      '--learner',
      'boosting',
      '--resample',
      'smote',
      '--out',
      'smote.model',
      '--json',
    ],
    folder,
  )
  const { plain, resampled } = (JSON.parse(run.stdout) as Answer).resampling!
  return [
    { name: 'Taiwan: AUC lost by SMOTE', value: plain.auc.value - resampled.auc.value, unit: '' },
    {
      name: 'Taiwan: calibration error of scores, without SMOTE',
      value: plain.rawCalibrationError,
      unit: '',
    },
    {
      name: 'Taiwan: calibration error of scores, with SMOTE',
      value: resampled.rawCalibrationError,
      unit: '',
    },
  ]
}
