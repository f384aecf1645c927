import { columnOf, frameOf } from '@pratibimba/numerics/frame'
import { beforeAll, describe, expect, it } from 'vitest'
import { openCreditModel } from '../../../decisions/index.ts'
import {
  gatesWith,
  measureGates,
  type PreparedTable,
  prepareTable,
  type StepFiles,
  splitTable,
  TableRefused,
  trainStep,
  usualRun,
  usualValidation,
  validateTable,
} from '../../../governance/pipeline/index.ts'
import { DATA, recordOf, runSmall, smallTable, TODAY } from './small-run.ts'

let table: PreparedTable
let files: StepFiles
let model: Uint8Array

beforeAll(async () => {
  table = smallTable()
  ;({ files, model } = await runSmall(table))
})

describe('the steps of a run', () => {
  it('read applications, and never what is protected or unlawful', () => {
    expect(table.kind).toBe('applications')
    const read = table.features.map(({ id }) => id)
    expect(read).toContain('debt_to_income')
    for (const never of [
      'gender',
      'ethnicity',
      'religion',
      'employment_share',
      'accepted',
      'outcome_date',
      'good',
    ])
      expect(read).not.toContain(never)
    expect(Object.keys(table.groups).sort()).toEqual(['age_band', 'ethnicity', 'gender', 'religion'])
    expect(table.badValue).toBe('0')
    expect(table.withoutOutcome.rows).toBeGreaterThan(500)
  })

  it('hold out the last applications, and tell of the model that they were measured on', () => {
    const { train, evaluate } = files
    expect(train.report.split.kind).toBe('time')
    expect(evaluate.report.from! >= train.report.split.holdoutFrom!).toBe(true)
    expect(evaluate.report.figures.auc.value).toBeGreaterThan(0.65)
    for (const step of ['evaluate', 'bench', 'fairness', 'explain', 'compliance', 'card'] as const)
      expect(files[step].inputs).toMatchObject({ data: DATA, model: train.report.model.sha256 })
    expect(openCreditModel(model).bundle.features.length).toBe(train.report.features.length)
  })

  it('find reasons that repeat, and counterfactuals that flip', () => {
    const { explain } = files
    expect(explain.report.reruns.identical).toBe(explain.report.reruns.tried)
    expect(explain.report.additivityError).toBeLessThan(1e-9)
    const { offered, verified } = explain.report.counterfactuals
    expect(offered).toBeGreaterThan(0)
    expect(verified).toBe(offered)
  })

  it('give the same files for the same data and settings', async () => {
    const again = await runSmall(table)
    expect(Buffer.from(again.model).equals(Buffer.from(model))).toBe(true)
    expect(JSON.stringify(again.files)).toBe(JSON.stringify(files))
  })

  it('compare with the champion on the same rows', async () => {
    const champion = {
      version: 'cd-0',
      sha256: files.train.report.model.sha256,
      model: openCreditModel(model),
      inputs: files.train.report.reference.inputs,
      bad: files.train.report.referenceBad,
    }
    const { files: next } = await runSmall(table, { champion })
    expect(next.drift.report.against).toBe('cd-0')
    expect(next.evaluate.report.champion).toMatchObject({ version: 'cd-0', aucDifference: { value: 0 } })
    const gates = recordOf(next, { version: 'cd-2' }, 'cd-0').gates
    expect(gates.find(({ id }) => id === 'champion_auc')?.passed).toBe(true)
    // Against another champion nothing was measured.
    const other = recordOf(next, { version: 'cd-2' }, 'cd-9').gates
    expect(other.find(({ id }) => id === 'champion_auc')).toMatchObject({ passed: false, value: null })
  })

  it('go on from a parent with its columns and its kind of model', async () => {
    const parent = { version: 'cd-1', bundle: openCreditModel(model).bundle }
    const { files: next } = await runSmall(smallTable(3_500, 12), { parent })
    expect(next.train.report).toMatchObject({ mode: 'incremental', parent: 'cd-1', learner: 'scorecard' })
    expect(next.train.report.features.map(({ id }) => id)).toEqual(
      files.train.report.features.map(({ id }) => id),
    )
    const narrow = {
      ...parent,
      bundle: { ...parent.bundle, features: [{ ...parent.bundle.features[0], id: 'shoe_size' }] },
    }
    await expect(
      trainStep(
        table,
        splitTable(table, { ...usualRun, seed: 1 }),
        { ...usualRun, seed: 1, marks: [0.8] },
        { clock: () => 0 },
        narrow,
      ),
    ).rejects.toThrow('shoe_size')
  })
})

describe('validation', () => {
  it('stops at a column that gives the outcome away', async () => {
    const leak = { ...table.data.label }
    const columns = [...table.data.columns, Float64Array.from(Object.values(leak))]
    const leaky: PreparedTable = {
      ...table,
      features: [
        ...table.features,
        { id: 'collections_fee', title: 'fee', unit: '', monotone: 'free', kind: 'number' },
      ],
      data: { ...table.data, columns },
    }
    const report = validateTable(leaky, { ...usualValidation, source: 'x', sha256: DATA })
    expect(report.findings.find(({ check }) => check === 'leak')?.columns).toEqual(['collections_fee'])
    await expect(runSmall(leaky)).rejects.toThrow(TableRefused)
  })

  it('stops at too few loans that went bad', () => {
    const few = smallTable(260, 3)
    expect(validateTable(few, { ...usualValidation, source: 'x', sha256: DATA }).passed).toBe(false)
  })

  it('takes any other table as it is, without what is protected', () => {
    const rows = 400
    const values = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row))
    const frame = frameOf([
      ['Sex', { kind: 'int32', values: Int32Array.from({ length: rows }, (_, row) => row % 2) }],
      ['AGE', { kind: 'float64', values: values((row) => 20 + (row % 50)) }],
      ['balance', { kind: 'float64', values: values((row) => (row * 7919) % 1000) }],
      [
        'default',
        { kind: 'int32', values: Int32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0)) },
      ],
    ])
    const plain = prepareTable(frame, {
      target: 'default',
      protected: [],
      exclude: [],
      plain: false,
      asOfDay: TODAY,
    })
    expect(plain.kind).toBe('plain_features')
    expect(plain.features.map(({ id, monotone }) => [id, monotone])).toEqual([
      ['AGE', 'decreasing'],
      ['balance', 'free'],
    ])
    expect(Object.keys(plain.groups)).toEqual(['age_band', 'Sex'])
    expect(columnOf(frame, 'Sex').kind).toBe('int32')
  })
})

describe('gates', () => {
  it('are not met where nothing was measured', () => {
    const gates = measureGates({})
    const measured = gates.filter(({ passed }) => passed).map(({ id }) => id)
    expect(measured).toEqual([])
  })

  it('take other limits by name, and no others', () => {
    expect(gatesWith({ auc: 0.99 }).find(({ id }) => id === 'auc')?.limit).toBe(0.99)
    expect(() => gatesWith({ aux: 0.5 })).toThrow('aux')
    expect(() => gatesWith({ auc: 'high' })).toThrow('number')
  })
})
