import { frameOf } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { binaryLabel, DataError, featuresOfFrame, matrixOfFrame, takeRows } from '../../data/index.ts'

const category = (dictionary: string[], values: number[], validity?: number[]) =>
  ({
    kind: 'category',
    dictionary,
    values: Int32Array.from(values),
    ...(validity ? { validity: Uint8Array.from(validity) } : {}),
  }) as const
const floats = (...values: number[]) =>
  ({
    kind: 'float64',
    values: Float64Array.from(values),
    validity: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
  }) as const
const ints = (...values: number[]) => ({ kind: 'int32', values: Int32Array.from(values) }) as const

describe('features of a frame', () => {
  it('are numbers and labels; text, constants, empty columns and what is excluded are not', () => {
    const frame = frameOf({
      id: ints(1, 2, 3),
      amount: floats(1, Number.NaN, 3),
      purpose: category(['car', 'unused', 'boat'], [0, 2, 0]),
      note: { kind: 'text', values: ['a', 'b', 'c'] },
      same: ints(7, 7, 7),
      empty: floats(Number.NaN, Number.NaN, Number.NaN),
      sometimes: floats(7, Number.NaN, 7),
    })
    const { features, leftOut } = featuresOfFrame(frame, new Set(['id']))
    expect(features).toEqual([
      { name: 'amount', kind: 'number' },
      { name: 'purpose', kind: 'category', categories: ['boat', 'car'] },
      { name: 'sometimes', kind: 'number' },
    ])
    expect(leftOut.map(({ column }) => column)).toEqual(['note', 'same', 'empty'])
  })
})

describe('matrix of a frame', () => {
  const purpose = { name: 'purpose', kind: 'category', categories: ['boat', 'car'] } as const
  const amount = { name: 'amount', kind: 'number' } as const

  it('codes labels by name, whatever their order in the file, and counts unknown ones', () => {
    const frame = frameOf({
      other: ints(1, 2, 3, 4),
      purpose: category(['car', 'plane', 'boat'], [0, 1, 2, 0], [1, 1, 1, 0]),
      amount: floats(5, Number.NaN, 7, 8),
    })
    const { matrix, unknownLabels, unused } = matrixOfFrame(frame, [amount, purpose])
    expect(matrix.columns.map((column) => [...column])).toEqual([
      [5, Number.NaN, 7, 8],
      [1, -1, 0, Number.NaN],
    ])
    expect([...unknownLabels]).toEqual([['purpose', 1]])
    expect(unused).toEqual(['other'])
  })

  it('takes numbers and yes/no for labels when the file was typed so', () => {
    const grade = { name: 'grade', kind: 'category', categories: ['1', '2', 'x'] } as const
    const own = { name: 'own', kind: 'category', categories: ['false', 'true'] } as const
    const { matrix } = matrixOfFrame(
      frameOf({ grade: ints(2, 1, 9), own: { kind: 'boolean', values: Uint8Array.of(1, 0, 1) } }),
      [grade, own],
    )
    expect(matrix.columns.map((column) => [...column])).toEqual([
      [1, 0, -1],
      [1, 0, 1],
    ])
  })

  it('names the column and the fix when something does not fit', () => {
    const broken = (frame: Parameters<typeof frameOf>[0]) => () => matrixOfFrame(frameOf(frame), [amount])
    expect(broken({ other: ints(1) })).toThrow(
      /The model reads amount, and there is no column amount: .* Add it/,
    )
    expect(broken({ amount: category(['a', 'b'], [0, 1]) })).toThrow(
      /amount: the model reads numbers.*rows 1 and 2/,
    )
    expect(broken({ amount: floats(1, Number.POSITIVE_INFINITY) })).toThrow(/infinite in row 2/)
    expect(() =>
      matrixOfFrame(frameOf({ amount: floats(Number.NEGATIVE_INFINITY) }), [amount], { infinities: true }),
    ).not.toThrow()
  })

  it('takes an empty column for missing numbers', () => {
    const { matrix } = matrixOfFrame(frameOf({ amount: category([], [0, 0], [0, 0]) }), [amount])
    expect([...matrix.columns[0]]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('binary label', () => {
  const label = (column: unknown, positive?: string) =>
    binaryLabel(frameOf({ y: column as never }), 'y', positive)

  it('knows the event by its name, else takes the larger number', () => {
    expect([...label(ints(0, 1, 0)).values]).toEqual([0, 1, 0])
    expect(label(ints(1, 2, 2))).toMatchObject({ positive: '2', negative: ['1'], positives: 2 })
    expect(label(category(['good', 'bad'], [0, 1, 0]))).toMatchObject({ positive: 'bad', positives: 1 })
    expect(label({ kind: 'boolean', values: Uint8Array.of(0, 1) })).toMatchObject({ positive: 'true' })
  })

  it('holds a named event against all others', () => {
    expect(label(category(['current', 'late', 'default'], [0, 1, 2]), 'late')).toMatchObject({
      positive: 'late',
      negative: ['current', 'default'],
      positives: 1,
    })
  })

  it.each([
    ['absent', () => binaryLabel(frameOf({ x: ints(1) }), 'y'), /There is no column y: the data have x/],
    ['one class', () => label(ints(1, 1, 1)), /says 1 in every row/],
    ['missing', () => label(floats(1, Number.NaN, 0)), /empty in row 2/],
    ['three values', () => label(ints(0, 1, 2)), /3 different values \(0, 1, 2\).*--positive/],
    ['unnamed', () => label(category(['a', 'b'], [0, 1])), /says a or b: name the one/],
    ['not there', () => label(ints(0, 1), '7'), /never says 7: it says 0, 1/],
    [
      'a number',
      () => label({ kind: 'float64', values: Float64Array.from({ length: 1001 }, (_, i) => i) }),
      /more than 1,000 different values/,
    ],
  ])('refuses a label that is %s', (_, attempt, message) => {
    expect(attempt).toThrow(DataError)
    expect(attempt).toThrow(message)
  })
})

it('takes rows with labels and weights, repeats allowed', () => {
  const data = {
    rows: 3,
    columns: [Float64Array.of(1, 2, 3)],
    label: Float64Array.of(0, 1, 0),
    weight: Float64Array.of(4, 5, 6),
  }
  expect(takeRows(data, [2, 0, 2])).toEqual({
    rows: 3,
    columns: [Float64Array.of(3, 1, 3)],
    label: Float64Array.of(0, 0, 0),
    weight: Float64Array.of(6, 4, 6),
  })
})
