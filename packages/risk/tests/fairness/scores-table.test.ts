/** Fairness of a file of scores: how columns are read, and what is said when they do not fit. */
import { DataError } from '@pratibimba/learning/data'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { assessFairness, fairnessOfScores, type ScoresOptions } from '../../fairness/index.ts'
import { inventedOutcomes } from './outcomes.ts'

const rows = 600
const { label, probability, sex, age } = inventedOutcomes(rows)
const float = (values: ArrayLike<number>): Column => ({ kind: 'float64', values: Float64Array.from(values) })
const columns: Record<string, Column> = {
  id: { kind: 'int32', values: Int32Array.from({ length: rows }, (_, i) => i) },
  gender: { kind: 'category', values: sex.codes, dictionary: ['f', 'm'] },
  age_band: { kind: 'category', values: age.codes, dictionary: ['young', 'old', 'oldest'] },
  default: { kind: 'int32', values: Int32Array.from(label) },
  probability: float(probability),
}
const frame = frameOf(columns)
const withColumn = (name: string, column: Column): Frame => frameOf({ ...columns, [name]: column })
const options: ScoresOptions = { groups: ['gender'], label: 'default' }

describe('fairnessOfScores', () => {
  it('says what assessFairness says of the same columns', () => {
    const { report, notes, event, otherwise, rowsMeasured, decisions } = fairnessOfScores(frame, {
      ...options,
      groups: ['gender', 'age_band'],
    })
    const direct = assessFairness(
      {
        label,
        probability,
        groups: {
          gender: { codes: sex.codes, labels: ['f', 'm'] },
          age_band: { codes: age.codes.map((code) => [2, 0, 1][code]), labels: ['old', 'oldest', 'young'] },
        },
      },
      { favourable: { label: 0, decision: 0 }, threshold: 0.5 },
    )
    expect(report).toEqual(direct)
    expect({ event, otherwise, rowsMeasured, decisions }).toEqual({
      event: '1',
      otherwise: ['0'],
      rowsMeasured: rows,
      decisions: { score: 'probability', threshold: 0.5 },
    })
    expect(notes).toHaveLength(2)
  })

  it('reads decisions as numbers, yes and no, or words that are named', () => {
    const flagged = probability.map((p) => (p >= 0.4 ? 1 : 0))
    const dictionary = ['refused', 'approved']
    const words: Column = { kind: 'category', values: Int32Array.from(flagged, (d) => 1 - d), dictionary }
    const reports = [
      fairnessOfScores(withColumn('decision', float(flagged)), { ...options, decision: 'decision' }),
      fairnessOfScores(withColumn('decision', { kind: 'boolean', values: Uint8Array.from(flagged) }), {
        ...options,
        decision: 'decision',
      }),
      fairnessOfScores(withColumn('decision', words), {
        ...options,
        decision: 'decision',
        flagged: 'refused',
      }),
      fairnessOfScores(frame, { ...options, threshold: 0.4 }),
    ].map(({ report }) => report)
    for (const report of reports) expect(report).toEqual(reports[0])
    expect(() =>
      fairnessOfScores(withColumn('decision', words), { ...options, decision: 'decision' }),
    ).toThrow('decisions are 1 (flagged or refused) or 0')
  })

  it('turns round what is favourable where flagging is help', () => {
    const plain = fairnessOfScores(frame, options).report.overall['selection-rate'].value!
    const help = fairnessOfScores(frame, { ...options, favourFlagged: true }).report
    expect(help.overall['selection-rate'].value).toBeCloseTo(1 - plain, 12)
    expect(help.favourable).toEqual({ label: 1, decision: 1 })
  })

  it('leaves out and counts rows without a value, and keeps unknown groups apart', () => {
    const without = (missing: number[]) =>
      Uint8Array.from({ length: rows }, (_, i) => (missing.includes(i) ? 0 : 1))
    const gaps = frameOf({
      ...columns,
      gender: { ...columns.gender, validity: without([5, 6]) } as Column,
      default: { ...columns.default, validity: without([0, 1, 2]) } as Column,
      probability: { ...columns.probability, validity: without([2, 3]) } as Column,
    })
    const found = fairnessOfScores(gaps, options)
    expect(found.missing).toEqual({ default: 3, probability: 2, gender: 2 })
    expect(found).toMatchObject({ rows, rowsMeasured: rows - 4 })
    expect(found.report.attributes[0].unknownRows).toBe(2)
    expect(found.notes.at(-1)).toBe(
      '4 of 600 rows are left out, for want of a value in default, probability.',
    )
  })

  it('reads NaN as missing, whether it is marked or not', () => {
    const values = probability.slice()
    values[7] = Number.NaN
    const found = fairnessOfScores(withColumn('probability', float(values)), options)
    expect(found).toMatchObject({ rowsMeasured: rows - 1, missing: { probability: 1 } })
  })

  it('says that a threshold beside decisions is not used', () => {
    const table = withColumn('decision', float(label))
    const { notes } = fairnessOfScores(table, { ...options, decision: 'decision', threshold: 0.2 })
    expect(notes).toContain('Decisions are those of decision; the threshold of 0.2 is not used.')
  })

  it('does not depend on the order of rows', () => {
    const turned = frameOf(
      Object.entries(columns).map(([name, column]) => [
        name,
        { ...column, values: (column.values as Float64Array).slice().reverse() } as Column,
      ]),
    )
    const [one, two] = [frame, turned].map((each) =>
      fairnessOfScores(each, { ...options, groups: ['gender', 'age_band'] }),
    )
    expect(two.report.sentences).toEqual(one.report.sentences)
  })

  it('takes a reference by its name', () => {
    const { report } = fairnessOfScores(frame, { ...options, reference: 'm' })
    expect(report.attributes[0].fourFifths).toMatchObject({ reference: 'm', referenceIs: 'named' })
  })

  it.each<[string, Frame, Partial<ScoresOptions>]>([
    ['There is no column sex: the data have id, gender', frame, { groups: ['sex'] }],
    ['There is no column outcome', frame, { label: 'outcome' }],
    ['at least one column', frame, { groups: [] }],
    ['once each', frame, { groups: ['gender', 'gender'] }],
    ['Column id has more than 50 different values', frame, { groups: ['id'] }],
    ['named as a group and as something else', frame, { groups: ['default'] }],
    [
      'name the column with scores (--score)',
      frameOf({ gender: columns.gender, default: columns.default }),
      {},
    ],
    ['Column id holds numbers outside 0 to 1', frame, { score: 'id' }],
    [
      'Column gender holds category values, where numbers are needed',
      frame,
      { score: 'gender', groups: ['age_band'] },
    ],
    ['says 0 in every row', withColumn('default', float(new Array(rows).fill(0))), {}],
    ['Column age_band has 3 different values (old, oldest, young)', frame, { label: 'age_band' }],
    ['No group is called x: there are f, m.', frame, { reference: 'x' }],
    ['A threshold lies between 0 and 1, and 2 does not.', frame, { threshold: 2 }],
    ['Column age_band has 3 different values, a decision has two', frame, { decision: 'age_band' }],
    [
      'Column gender is empty in every row',
      withColumn('gender', { ...columns.gender, validity: new Uint8Array(rows) } as Column),
      {},
    ],
    [
      'No row has a value in each of default, probability',
      withColumn('probability', { ...columns.probability, validity: new Uint8Array(rows) } as Column),
      {},
    ],
  ])('%s', (message, table, change) => {
    const run = () => fairnessOfScores(table, { ...options, ...change })
    expect(run).toThrow(message)
    expect(run).toThrow(DataError)
  })
})
