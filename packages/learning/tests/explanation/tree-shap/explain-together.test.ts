import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { oneThread } from '@pratibimba/numerics/wasm'
import { describe, expect, test } from 'vitest'
import {
  explainTogether,
  interventionalShap,
  pathDependentShap,
} from '../../../explanation/tree-shap/index.ts'
import { randomEnsemble, randomRows } from './random-ensemble.ts'

const ensemble = randomEnsemble(5, { trees: 10, splits: 30, columns: 9, outputs: 2 })
const rows = randomRows(5, 500, 9)
const background = randomRows(6, 30, 9)

/** Threads that take turns: what each does is its own share, whatever the others do. */
const turns = (threads: number): ThreadPool => ({
  threads,
  async team(program, setup) {
    const shares = Array.from({ length: threads }, (_, thread) => program.open(setup, thread, threads))
    const run = (step: number): void => {
      for (const share of shares.toReversed()) share(step)
    }
    return { threads, run, close: () => undefined }
  },
})

describe('explainTogether', () => {
  test.each([1, 2, 3, 8, 20])('%i threads answer the same bits as one explainer', async (threads) => {
    const pool = threads === 1 ? oneThread : turns(threads)
    const path = await explainTogether(pool, ensemble, rows)
    const alone = pathDependentShap(ensemble).explain(rows)
    expect([...path.values]).toEqual([...alone.values])
    expect([...path.expected]).toEqual([...alone.expected])
    const interventional = await explainTogether(pool, ensemble, rows, background)
    const aloneInterventional = interventionalShap(ensemble, background).explain(rows)
    expect([...interventional.values]).toEqual([...aloneInterventional.values])
    expect([...interventional.expected]).toEqual([...aloneInterventional.expected])
  })
})
