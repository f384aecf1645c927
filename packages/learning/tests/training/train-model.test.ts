import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { calibrate } from '../../calibration/index.ts'
import { DataError, type Feature, type LabelledMatrix, takeRows } from '../../data/index.ts'
import { auc } from '../../metrics/index.ts'
import { rawScores } from '../../models/index.ts'
import { type TrainingRequest, trainModel } from '../../training/index.ts'
import { outerFolds } from '../../training/split-plan.ts'

const features: Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'utilisation', kind: 'number' },
  { name: 'purpose', kind: 'category', categories: ['boat', 'car', 'home'] },
  { name: 'noise', kind: 'number' },
]

/** Log-odds −1.2 − income + 1.5·utilisation², home +1.2; a tenth of incomes missing. */
function population(rows: number, seed = 1): LabelledMatrix {
  const stream = openStream(seed, 'training-test')
  const columns = features.map(() => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    const [income, utilisation, noise] = [stream.normal(), stream.normal(), stream.normal()]
    const purpose = stream.below(3)
    columns[0][i] = stream.uniform() < 0.1 ? Number.NaN : income
    columns[1][i] = utilisation
    columns[2][i] = purpose
    columns[3][i] = noise
    const logOdds = -1.2 - income + 1.5 * utilisation ** 2 - 1.5 + (purpose === 2 ? 1.2 : 0)
    label[i] = stream.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0
  }
  return { rows, columns, label }
}

function request(data: LabelledMatrix, more: Partial<TrainingRequest> = {}): TrainingRequest {
  return {
    data,
    features,
    target: 'default',
    positive: '1',
    leftOut: [],
    learner: 'scorecard',
    folds: 4,
    seed: 42,
    missCost: 4,
    calibration: 'auto',
    resampling: 'none',
    classWeights: { negative: 1, positive: 1 },
    ...more,
  }
}

const clock = () => 0

describe('training', () => {
  it('races everything, and what it promises of unseen rows holds on unseen rows', async () => {
    const data = population(1500, 7)
    const { model, calibrator, report } = await trainModel(request(data, { learner: 'ensemble', folds: 3 }), {
      clock,
    })
    const ids = report.contenders.map(({ id }) => id)
    expect([...ids].sort()).toEqual(
      [
        'depth-wise',
        'extra-trees',
        'fixed-weights',
        'leaf-wise',
        'random-forest',
        'regression',
        'scorecard',
        'stacked',
        'symmetric',
      ].sort(),
    )
    // A straight line cannot see utilisation².
    const find = (id: string) => report.contenders.find((contender) => contender.id === id)!
    expect(find(report.champion.id).auc.value).toBeGreaterThan(find('regression').auc.value + 0.1)
    const unseen = population(20_000, 2)
    const raw = rawScores(model, unseen)
    const promised = find(report.champion.id).auc
    const came = auc(unseen.label, raw)
    expect(came).toBeGreaterThan(promised.lower - 0.01)
    expect(came).toBeLessThan(promised.upper + 0.01)
    const probability = calibrate(calibrator, raw)
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(probability)).toBeCloseTo(mean(unseen.label), 1)
    expect(report.threshold.value).toBeCloseTo(0.2, 12)
    expect(report.importance[0].feature).toBe('utilisation')
    expect(report.importance.at(-1)!.feature).toBe('noise')
  }, 180_000)

  it('gives the same model for the same seed', async () => {
    const data = population(400)
    const [a, b] = [
      await trainModel(request(data, { learner: 'boosting' }), { clock }),
      await trainModel(request(data, { learner: 'boosting' }), { clock }),
    ]
    expect(a).toEqual(b)
  }, 180_000)

  it('finds nothing where there is nothing', async () => {
    const data = population(800)
    const shuffled = takeRows({ rows: 800, columns: [data.label] }, order(800, 9)).columns[0]
    const { report } = await trainModel(request({ ...data, label: shuffled }), { clock })
    for (const { auc, title } of report.contenders) {
      expect(auc.lower, title).toBeLessThan(0.5)
      expect(auc.value, title).toBeGreaterThan(0.4)
    }
  })

  it('keeps customers whole: what is learnt of a customer does not help to score the same one', async () => {
    // The outcome belongs to the customer and a column says who it is; nothing else is known.
    const customers = 120
    const rows = customers * 6
    const stream = openStream(3, 'customers')
    const bad = Float64Array.from({ length: customers }, () => (stream.uniform() < 0.4 ? 1 : 0))
    const who = Float64Array.from({ length: rows }, (_, i) => i % customers)
    const data = { rows, columns: [who, who.map(() => stream.normal())], label: who.map((c) => bad[c]) }
    const known = [
      { name: 'who', kind: 'number' },
      { name: 'noise', kind: 'number' },
    ] as const
    const best = async (more: Partial<TrainingRequest>) => {
      const { report } = await trainModel(request(data, { features: known, learner: 'forest', ...more }), {
        clock,
      })
      return report.contenders.find(({ id }) => id === 'random-forest')!.auc.value
    }
    expect(await best({})).toBeGreaterThan(0.72)
    expect(await best({ group: [...who] })).toBeLessThan(0.62)
  })

  it('learns from the past only, when rows have a time', async () => {
    const data = population(600)
    const time = Float64Array.from({ length: 600 }, (_, i) => i)
    const { report } = await trainModel(request(data, { time }), { clock })
    expect(report.split).toMatchObject({ kind: 'time-ordered', folds: 4 })
    expect(report.split.rowsTried).toBeLessThan(600)
    // The first fold in time has nothing to calibrate by.
    expect(report.split.rowsCalibrated).toBe(report.split.rowsTried - report.contenders[0].folds[0].rows)
    expect(report.evaluation!.rows).toBe(report.split.rowsCalibrated)
  })

  it('decides the number of trees where one time, or one group, is all there is to learn from', async () => {
    const data = population(360)
    const boosting = { learner: 'boosting', folds: 5 } as const
    const byTime = await trainModel(
      request(data, { ...boosting, time: Float64Array.from({ length: 360 }, (_, i) => Math.floor(i / 60)) }),
      { clock },
    )
    const byGroup = await trainModel(
      request(data, { ...boosting, group: Array.from({ length: 360 }, (_, i) => i % 2) }),
      { clock },
    )
    for (const { report } of [byTime, byGroup]) expect(report.failed).toEqual([])
    expect(byGroup.report.contenders.find(({ id }) => id === 'symmetric')!.iterations).toBe(100)
  }, 60_000)

  it('says how many rows are of groups that were learnt from, where time divides', async () => {
    const data = population(400)
    const time = Float64Array.from({ length: 400 }, (_, i) => i)
    const warned = async (group: number[]) =>
      (await trainModel(request(data, { time, group }), { clock })).report.warnings.filter((text) =>
        text.startsWith('Time divides the rows'),
      )
    expect(await warned(Array.from(time, (at) => at % 20))).toEqual([
      expect.stringMatching(/: 320 of 320 rows/),
    ])
    expect(await warned([...time])).toEqual([])
  })

  it('takes weights relative to each other, and leaves out rows that have none', async () => {
    const data = population(500)
    const weight = Float64Array.from({ length: 500 }, (_, i) => [1, 2, 4][i % 3])
    const of = (weights: Float64Array, rows = data) =>
      trainModel(request({ ...rows, weight: weights }), { clock })
    const once = await of(weight)
    expect(await of(weight.map((each) => each / 1024))).toEqual(once)
    expect(await of(new Float64Array(500).fill(3e6))).toEqual(await trainModel(request(data), { clock }))
    const longer = population(600)
    const some = Float64Array.from({ length: 600 }, (_, i) => (i < 500 ? weight[i] : 0))
    const { report } = await of(some, longer)
    expect(report.contenders).toEqual(once.report.contenders)
    expect(report.warnings).toContain('Rows with a weight of 0 are left out: 100.')
  })

  it('warns when rows of a group are counted as independent', async () => {
    const data = population(300)
    const group = Array.from({ length: 300 }, (_, i) => i % 100)
    const { report } = await trainModel(request(data, { group }), { clock })
    expect(report.warnings.join('\n')).toMatch(/300 rows are of 100 groups.*too short/)
    const whole = await trainModel(request(data, { group: Array.from({ length: 300 }, (_, i) => i) }), {
      clock,
    })
    expect(whole.report.warnings).toEqual([])
  })

  it('warns when probabilities were moved and are not calibrated', async () => {
    const { report } = await trainModel(
      request(population(400), { calibration: 'identity', classWeights: { negative: 1, positive: 5 } }),
      { clock },
    )
    expect(report.warnings.join('\n')).toMatch(/calibration was switched off/)
  })

  it('names why nothing of the kind asked for could be fitted', async () => {
    // Enough rows of the rarer outcome for SMOTE in a fold, too few in the parts that decide the number of trees.
    const data = population(60)
    const label = data.label.map((_, i) => (i < 8 ? 1 : 0))
    const attempt = trainModel(request({ ...data, label }, { learner: 'boosting', resampling: 'smote' }), {
      clock,
    })
    await expect(attempt).rejects.toThrow(DataError)
    await expect(attempt).rejects.toThrow(
      /kind asked for \(boosting\).*symmetric trees: smote: need more than 5 rows/,
    )
  })

  it('searches anew for the race without resampling', async () => {
    const enough = new AbortController()
    const places = new Set<string>()
    const states = {
      get: () => undefined,
      set: (place: string) => {
        places.add(place)
        if (place.endsWith('without resampling')) enough.abort(new Error('enough'))
      },
    }
    const attempt = trainModel(
      request(population(40), {
        learner: 'boosting',
        folds: 2,
        resampling: 'oversample',
        search: { trials: 1, states },
      }),
      { clock, signal: enough.signal },
    )
    await expect(attempt).rejects.toThrow('enough')
    const [again] = [...places].slice(-1)
    expect(again).toMatch(/, fold 1, without resampling$/)
    expect(places).toContain(again.replace(', without resampling', ''))
  }, 60_000)

  it('does not learn from rows whose outcome was not known yet', async () => {
    const data = population(600)
    const time = Float64Array.from({ length: 600 }, (_, i) => i)
    const folds = outerFolds({ label: data.label, time, gap: 50 }, 4, 1)
    for (const { train, test } of folds)
      expect(Math.max(...train)).toBeLessThanOrEqual(Math.min(...test) - 50)
    const { report } = await trainModel(request(data, { time, gap: 50 }), { clock })
    expect(report.split.kind).toBe('time-ordered')
  })

  it.each(['forest', 'scorecard', 'boosting'] as const)(
    'keeps the directions asked for: %s',
    async (learner) => {
      const data = population(500)
      const { model } = await trainModel(request(data, { learner, monotone: Int8Array.of(-1, 0, 0, 1) }), {
        clock,
      })
      const steps = 40
      for (const row of [0, 1, 2, 3, 4])
        for (const [input, sign] of [
          [0, -1],
          [3, 1],
        ] as const) {
          const columns = data.columns.map((column, c) =>
            Float64Array.from({ length: steps }, (_, i) =>
              c === input ? -3 + (6 * i) / steps : column[row],
            ),
          )
          const raw = rawScores(model, { rows: steps, columns })
          for (let i = 1; i < steps; i++) expect(sign * (raw[i] - raw[i - 1])).toBeGreaterThanOrEqual(-1e-12)
        }
    },
    180_000,
  )

  it('shows what resampling costs', async () => {
    const data = population(900)
    const { report } = await trainModel(request(data, { resampling: 'smote' }), { clock })
    const { plain, resampled } = report.resampling!
    expect(resampled.rawCalibrationError).toBeGreaterThan(plain.rawCalibrationError + 0.05)
  })

  it('weights of classes move probabilities, and calibration brings them back', async () => {
    const data = population(900)
    const { report } = await trainModel(request(data, { classWeights: { negative: 1, positive: 5 } }), {
      clock,
    })
    expect(report.calibration!.before).toBeGreaterThan(0.1)
    expect(report.calibration!.after).toBeLessThan(0.08)
  })

  it('suspects a column that knows the outcome', async () => {
    const data = population(300)
    const leaking = {
      ...data,
      columns: [...data.columns, data.label.map((value, i) => value * 10 + (i % 3))],
    }
    const { report } = await trainModel(
      request(leaking, {
        learner: 'boosting',
        features: [...features, { name: 'collections_calls', kind: 'number' }],
      }),
      { clock },
    )
    expect(report.warnings.join('\n')).toMatch(/collections_calls.*--exclude collections_calls/)
    expect(report.warnings.join('\n')).toMatch(/too good for credit data/)
  })

  it('three rows train, with a warning and without a figure; two do not', async () => {
    const data = population(60)
    const both = [data.label.indexOf(1), data.label.indexOf(0), data.label.lastIndexOf(0)]
    const { report, model } = await trainModel(request(takeRows(data, both), { learner: 'ensemble' }), {
      clock,
    })
    expect(report.contenders).toEqual([])
    expect(report.warnings[0]).toMatch(/Nothing could be tried on unseen rows/)
    expect(report.warnings.join('\n')).toMatch(/more columns \(4\) than rows \(3\)/)
    expect(rawScores(model, data).every(Number.isFinite)).toBe(true)
    await expect(trainModel(request(takeRows(data, both.slice(0, 2))), { clock })).rejects.toThrow(
      /2 rows are too few.*at least 3/,
    )
  })

  it.each([
    [
      'one outcome',
      (data: LabelledMatrix) => ({ data: { ...data, label: data.label.map(() => 1) } }),
      /same outcome/,
    ],
    ['no columns', () => ({ features: [] }), /no column to learn from/],
  ])('refuses %s', async (_, change, message) => {
    const attempt = trainModel(request(population(50), change(population(50))), { clock })
    await expect(attempt).rejects.toThrow(DataError)
    await expect(attempt).rejects.toThrow(message)
  })

  it('stops when it is told to', async () => {
    const stopping = new AbortController()
    const attempt = trainModel(request(population(500), { learner: 'ensemble' }), {
      clock,
      signal: stopping.signal,
      onProgress: (share) => share > 0.02 && stopping.abort(new Error('enough')),
    })
    await expect(attempt).rejects.toThrow('enough')
  })
})

function order(rows: number, seed: number): number[] {
  const stream = openStream(seed, 'order')
  const all = Array.from({ length: rows }, (_, i) => i)
  for (let i = rows - 1; i > 0; i--) {
    const j = stream.below(i + 1)
    ;[all[i], all[j]] = [all[j], all[i]]
  }
  return all
}
