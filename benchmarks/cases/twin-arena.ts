/** Quality of a twin as its peers are scored: the arena split of the credit-default data, by tools of the field. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder, measureProgram, median, run } from '../harness/measure.ts'
import { realData } from '../harness/real-data.ts'

const TARGET = 'default payment next month'
const SEEDS = ['1', '2', '3']
const python = process.env.PRATIBIMBA_PYTHON ?? 'python3'
const scorer = join(import.meta.dirname, '../peers/score_twin.py')

interface Score {
  readonly quality: number
  readonly accuracy: number
  readonly auc: number
}

export const twinArena: BenchmarkCase = {
  id: 'twin-arena',
  title:
    'Twin of the arena split (15,000 rows): SDMetrics quality, accuracy of marginals, AUC on the holdout; SDV Gaussian copula .895 / .685 / .716',
  command: 'PRATIBIMBA_PYTHON=… npm run bench -- twin-arena',
  run: async () => {
    const train = realData('arena_credit_default/train.csv.gz')
    const holdout = realData('arena_credit_default/holdout.csv.gz')
    if (train === undefined || holdout === undefined)
      return { skipped: 'the arena files are not there (PRATIBIMBA_PUBLIC_DATA)' }
    const peers = await run(python, ['-c', 'import sdmetrics, sklearn']).catch(() => ({ code: 1 }))
    if (peers.code !== 0)
      return { skipped: 'sdmetrics and scikit-learn are not installed (PRATIBIMBA_PYTHON)' }
    return inScratchFolder(async (folder) => {
      const plain = (source: string, name: string): string => {
        const path = join(folder, name)
        writeFileSync(path, gunzipSync(readFileSync(source)))
        return path
      }
      const paths = { train: plain(train, 'train.csv'), holdout: plain(holdout, 'holdout.csv') }
      const scores: Score[] = []
      for (const seed of SEEDS) {
        const out = join(folder, `twin-${seed}.csv`)
        await measureProgram(
          ['twin', paths.train, '--rows', '15000', '--seed', seed, '--no-compare', '--out', out],
          folder,
        )
        const { code, stdout, stderr } = await run(python, [scorer, paths.train, out, paths.holdout, TARGET])
        if (code !== 0) throw new Error(`score_twin.py ended with ${code}: ${stderr.slice(-2000)}`)
        scores.push(JSON.parse(stdout.trim().split('\n').at(-1)!) as Score)
      }
      const middle = (name: keyof Score): number => median(scores.map((score) => score[name]))
      return [
        {
          name: 'quality (median of 3 seeds)',
          value: middle('quality'),
          unit: '',
          promise: { atLeast: 0.92 },
        },
        { name: 'accuracy', value: middle('accuracy'), unit: '', promise: { atLeast: 0.88 } },
        { name: 'AUC', value: middle('auc'), unit: '', promise: { atLeast: 0.74 } },
      ]
    })
  },
}
