/** Figures of a comparison, against what can be worked out by hand, and on the public data. */
import { type Frame, frameOf, sliceRows } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { bandOf, compareTwin, summarizeTable } from '../../fidelity/index.ts'
import { fitTwin, sampleRows } from '../../twins/index.ts'
import { describeTable, mixedFrame, publicData, readNumbers, schemaOf } from '../twins/support/tables.ts'

const frame = mixedFrame(1000)
const table = describeTable(frame, { primaryKey: 'loan' })

describe('compareTwin', () => {
  it('finds no difference between a table and itself', () => {
    const comparison = compareTwin(frame, frame, table)
    expect(comparison.similarityScore).toBe(100)
    expect(comparison).toMatchObject({
      correlationError: 0,
      frobeniusError: 0,
      maxAbsError: 0,
      correlationBand: 'excellent',
    })
    expect(Object.values(comparison.ksStatistics).every((ks) => ks === 0)).toBe(true)
    expect(Object.values(comparison.categoricalMatch).every((match) => match === 1)).toBe(true)
    expect(comparison.columns.map(({ name }) => name)).toEqual([...frame.columns.keys()])
    expect(comparison.columns.find(({ name }) => name === 'loan')).toMatchObject({
      kind: 'identifier',
      similarity: null,
    })
  })

  it('measures KS, total variation and correlations', () => {
    const build = (x: number[], c: number[]): Frame =>
      frameOf({
        x: { kind: 'float64', values: Float64Array.from(x) },
        y: { kind: 'float64', values: Float64Array.from(x, (_, i) => i) },
        c: { kind: 'category', values: Int32Array.from(c), dictionary: ['a', 'b'] },
      })
    const left = build([1, 2, 3, 4], [0, 0, 0, 1])
    const right = build([4, 3, 2, 9], [0, 1, 1, 1])
    const comparison = compareTwin(left, right, describeTable(left))
    expect(comparison.ksStatistics).toEqual({ x: 0.25, y: 0 })
    expect(comparison.categoricalMatch).toEqual({ c: 0.5 })
    // Spearman of x and y: 1 before, 0.2 after.
    expect(comparison.correlation.original[1][0]).toBeCloseTo(1, 12)
    expect(comparison.correlation.synthetic[1][0]).toBeCloseTo(0.2, 12)
  })

  it('has the bands that are documented', () => {
    expect([0.049, 0.05, 0.1, 0.2].map(bandOf)).toEqual(['excellent', 'good', 'acceptable', 'poor'])
  })

  it('warns of repetition and of a missing column', () => {
    const small = sliceRows(frame, 0, 50)
    expect(compareTwin(small, frame, table).notes.some((note) => note.includes('10 times'))).toBe(true)
    const without = frameOf([...frame.columns].filter(([name]) => name !== 'score'))
    expect(() => compareTwin(frame, without, table)).toThrow('need the column "score" in the twin')
    expect(() => compareTwin(sliceRows(frame, 0, 0), frame, table)).toThrow(
      'need rows on both sides, got 0 and 1000',
    )
  })
})

describe('summarizeTable', () => {
  const summary = summarizeTable('loans', frame, { description: table })
  const column = (name: string) => summary.columns.find((c) => c.name === name)!

  it('counts every row once', () => {
    const { counts, edges } = column('score').histogram!
    expect(edges).toHaveLength(counts.length + 1)
    expect(counts.reduce((a, b) => a + b)).toBe(1000)
    const { categories } = column('grade')
    expect(categories!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  it('shows dates as milliseconds, gaps as shares, and the first rows', () => {
    expect(column('opened').quantiles![0]).toBeGreaterThanOrEqual(15_000 * 86_400_000)
    expect(column('income').missingShare).toBeGreaterThan(0.1)
    expect(summary.sample).toHaveLength(20)
    expect(summary.sample[0][0]).toBe('L000001')
    expect(summary.sample[0][7]).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })
})

describe('on public data', () => {
  const path = publicData('arena_credit_default/train.csv.gz')
  it.skipIf(path === null)(
    `a twin is close to its original${path === null ? ' (skipped: no public data folder)' : ''}`,
    () => {
      const original = readNumbers(path!)
      const target = 'default payment next month'
      const description = describeTable(original, { types: { [target]: 'category' } })
      const model = fitTwin(new Map([['data', original]]), schemaOf(description))
      expect(model.tables[0].target).toBe(target)
      const twin = sampleRows(model, 'data', 0, original.rows, 1)
      const comparison = compareTwin(original, twin, description)
      expect(comparison.similarityScore).toBeGreaterThan(97)
      expect(comparison.correlationError).toBeLessThan(0.02)
    },
  )
})
