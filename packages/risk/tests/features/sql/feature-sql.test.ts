import type { Expression, FeatureSet } from '@pratibimba/risk/features'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { type FeatureSource, featureSql } from '@pratibimba/risk/features/sql'
import { describe, expect, it } from 'vitest'

const source: FeatureSource = {
  customers: { name: 'customers' },
  accounts: { name: 'accounts' },
  transactions: { name: 'transactions' },
  payments: { name: 'payments' },
}

function setOf(value: Expression, more: Partial<FeatureSet> = {}): FeatureSet {
  const feature = {
    title: '',
    group: 'derived',
    unit: 'score',
    window: '',
    rationale: '',
    monotone: 'free',
    missing: '',
  } as const
  return { measures: [], signals: [], features: [{ id: 'it', ...feature, value }], ...more }
}

describe('featureSql', () => {
  it('quotes every name and text, whatever is in them', () => {
    const name = `a"; DROP TABLE customers; --`
    const text = `it's` as never
    const set = setOf(
      { op: 'sum', measure: name, window: { from: 6, to: 0 } },
      {
        measures: [
          { id: name, title: '', event: 'transaction', where: { categories: [text] }, value: 'count' },
        ],
      },
    )
    const sql = featureSql(
      set,
      { ...source, customers: { name }, payments: { files: [`it's [1]*.parquet`] } },
      20_000,
    )
    expect(sql).not.toContain(name)
    expect(sql).toContain(`"a""; DROP TABLE customers; --"`)
    expect(sql).toContain(`IN ('it''s')`)
    const read = featureSql(
      setOf({ op: 'history_days' }),
      { ...source, payments: { files: [`it's [1]*.parquet`] } },
      20_000,
    )
    expect(read).toContain(`READ_PARQUET(['it''s [[]1][*].parquet'], hive_partitioning = false)`)
  })

  it('stays short, however deep an expression repeats its operands', () => {
    let deep: Expression = { op: 'attribute', name: 'accounts' }
    for (let k = 0; k < 40; k++) deep = { op: 'minimum', left: deep, right: { op: 'negate', of: deep } }
    expect(featureSql(setOf(deep), source, 20_000).length).toBeLessThan(20_000)
  })

  it('sees nothing that became known after the as-of date', () => {
    const sql = featureSql(featureCatalogue, source, 20_000)
    expect(sql).toContain(`"ingested_at" < TIMESTAMP '2024-10-05 00:00:00'`)
    expect(sql).toContain(`"paid_date" BETWEEN DATE '2024-07-06' AND DATE '2024-10-04'`)
  })

  it.each<[string, FeatureSet, string]>([
    [
      'a measure that is none',
      setOf({ op: 'sum', measure: 'nope', window: { from: 1, to: 0 } }),
      'need a measure of the set, got "nope"',
    ],
    [
      'a signal that is none',
      setOf({ op: 'weekly', aggregate: 'mean', signal: 'nope' }),
      'need a signal of the set, got "nope"',
    ],
    [
      'a feature that is none',
      setOf({ op: 'feature', id: 'it' }),
      'need an earlier feature of the set, got "it"',
    ],
    [
      'a level that is none',
      setOf({ op: 'closing', level: 'loan' as never, daysAgo: 0 }),
      'need a level of current',
    ],
    [
      'a window past the buckets',
      setOf({ op: 'lowest', level: 'current', window: { from: 91, to: 0 } }),
      'got 91 to 0',
    ],
    [
      'a constant without end',
      setOf({ op: 'constant', value: Number.POSITIVE_INFINITY }),
      'need a finite constant',
    ],
    [
      'a signal that needs itself',
      setOf(
        { op: 'weekly', aggregate: 'mean', signal: 'a' },
        {
          signals: [
            {
              id: 'a',
              title: '',
              unit: 'score',
              high: 1,
              week: () => ({ op: 'weekly', aggregate: 'max', signal: 'a' }),
            },
          ],
        },
      ),
      'a → a',
    ],
  ])('refuses %s', (_, set, words) => {
    expect(() => featureSql(set, source, 20_000)).toThrow(words)
  })
})
