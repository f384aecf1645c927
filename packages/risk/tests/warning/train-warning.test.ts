import { compareAucs } from '@pratibimba/learning/metrics'
import {
  evaluateWarning,
  planSplit,
  predictionRows,
  trainWarning,
  writeWarningModel,
} from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'
import { planted, trained } from './support/trained.ts'

const take = (values: Float64Array, rows: Int32Array) => Float64Array.from(rows, (row) => values[row])

describe('trainWarning', () => {
  it('comes near to what there was to find, on customers and a date it never saw', async () => {
    const { predictions } = await trained()
    const test = predictionRows(predictions, 'test')
    const split = planSplit(planted.panel, { seed: 3, folds: 3 })
    const label = take(predictions.label, test)
    expect(label).toEqual(take(planted.panel.label, split.test))
    const { difference, second } = compareAucs(
      label,
      take(predictions.probability, test),
      take(planted.probability, split.test),
    )
    expect(second).toBeGreaterThan(0.8)
    expect(difference.upper).toBeGreaterThan(-0.02)
  })

  it('reports only what its stored predictions say', async () => {
    const { bundle, predictions } = await trained()
    const { evaluation, seed } = bundle.report
    expect(evaluateWarning(predictions, { seed, missCost: bundle.missCost })).toEqual(evaluation)
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = evaluation.decision
    expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(evaluation.rows)
    expect(evaluation.recall85.recall.value).toBeGreaterThanOrEqual(0.85)
    expect(bundle.threshold).toBeCloseTo(1 / 51, 12)
    expect(evaluation.costs.map(({ missCost }) => missCost)).toEqual([25, 50, 100, 150, 200, 250])
  })

  it('shows both kinds of weights and takes the one of less loss out of fold', async () => {
    const { report, learners } = (await trained()).bundle
    const of = (id: string) => report.contenders.find((each) => each.id === id)!
    expect(of('fixed_weights').weights).toEqual({ symmetric: 0.6, 'depth-wise': 0.2, 'leaf-wise': 0.2 })
    expect(of('scorecard').auc.value).toBeGreaterThan(0.7)
    const better = of('stacked').logLoss < of('fixed_weights').logLoss ? 'stacked' : 'fixed_weights'
    expect(report.weights.taken).toBe(better)
    expect(learners.map(({ id }) => id)).toEqual(['symmetric', 'depth-wise', 'leaf-wise'])
    expect(learners.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
  })

  it('finds nothing where outcomes were dealt to other customers', async () => {
    const { shuffled } = (await trained()).bundle.report
    expect(shuffled!.lower).toBeLessThan(0.5)
    expect(shuffled!.upper).toBeGreaterThan(0.5)
  })

  it('names what moves scores first, and leaves out what never varies', async () => {
    const { report } = (await trained()).bundle
    expect(report.importance[0].feature).toBe('overall_stress_score')
    expect(report.importance.find(({ feature }) => feature === 'noise_6')!.meanAbsolute).toBe(0)
    expect(report.droppedFeatures.map(({ feature }) => feature)).toContain('noise_6')
    expect(report.findings.map(({ check }) => check)).toContain('constant')
  })

  it('keeps the directions of the catalogue', async () => {
    const { learners } = (await trained()).bundle
    const rising = 1
    for (const { model } of learners) {
      const { ensemble, columns } = model
      for (let node = 0; node < ensemble.feature.length; node++) {
        const source = ensemble.feature[node] < 0 ? undefined : columns[ensemble.feature[node]]
        if (source?.kind !== 'input' || source.input !== rising) continue
        const [left, right] = [ensemble.left[node], ensemble.right[node]]
        if (ensemble.feature[left] < 0 && ensemble.feature[right] < 0)
          expect(ensemble.value[right]).toBeGreaterThanOrEqual(ensemble.value[left] - 1e-12)
      }
    }
  })

  it('is the same to the byte when it is run again', async () => {
    const again = await trainWarning(
      planted.panel,
      { seed: 3, trials: 1, folds: 3, checkShuffled: true },
      { clock: () => 17 },
    )
    expect(writeWarningModel(again.bundle)).toEqual(writeWarningModel((await trained()).bundle))
  })

  it('tells live results of folds, and stops when asked', async () => {
    const folds: string[] = []
    const stop = new AbortController()
    const running = trainWarning(
      planted.panel,
      { seed: 3, trials: 0, folds: 3 },
      {
        clock: () => 0,
        signal: stop.signal,
        onProgress({ fold }) {
          if (fold === undefined) return
          folds.push(`${fold.learner} ${fold.fold}/${fold.folds}`)
          expect(fold.auc).toBeGreaterThan(0.6)
          if (folds.length === 2) stop.abort(new Error('enough'))
        },
      },
    )
    await expect(running).rejects.toThrow('enough')
    expect(folds).toEqual(['symmetric 1/3', 'symmetric 2/3'])
  })

  it('measures what synthetic rows cost: order and probabilities', async () => {
    const { bundle } = await trainWarning(
      planted.panel,
      { seed: 3, trials: 0, folds: 2, smote: true },
      { clock: () => 0 },
    )
    const { smote } = bundle.report
    expect(smote!.smote.rawCalibrationError).toBeGreaterThan(2 * smote!.plain.rawCalibrationError)
    expect(smote!.smote.calibrationError).toBeLessThan(0.05)
  })

  it('refuses a panel with too little to learn from, and options out of range', async () => {
    const none = { clock: () => 0 }
    const { panel } = planted
    const rare = { ...panel, label: panel.label.map((value, row) => (row % 40 === 0 ? value : 0)) }
    await expect(trainWarning(rare, { seed: 1 }, none)).rejects.toThrow(/too few to learn from/)
    await expect(trainWarning(panel, { missCost: 0 }, none)).rejects.toThrow(/missCost in \[1, 1000\]/)
    const infinite = { ...panel, matrix: { ...panel.matrix, columns: [...panel.matrix.columns] } }
    infinite.matrix.columns[2] = panel.matrix.columns[2].map(() => Number.POSITIVE_INFINITY)
    await expect(trainWarning(infinite, { seed: 1 }, none)).rejects.toThrow(/salary_delay_weeks_mean/)
  })
})
