/** Feature sets that nobody would think of, for laws that must hold for all. */
import { accountKinds, paymentKinds, transactionCategories, transactionChannels } from '@pratibimba/contract'
import {
  attributes,
  type Expression,
  type FeatureDefinition,
  type FeatureSet,
  levels,
  type Measure,
  type Signal,
  type TransactionFilter,
  type Window,
  weeklyAggregates,
} from '@pratibimba/risk/features'
import fc from 'fast-check'

/** A few of them. */
const some = <T>(words: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })

const filter: fc.Arbitrary<TransactionFilter> = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      categories: fc.oneof(fc.constant(['salary', 'rent'] as const), some(transactionCategories)),
      channels: some(transactionChannels),
      accounts: some(accountKinds),
      direction: fc.constantFrom('in', 'out'),
      status: fc.constantFrom('posted', 'failed'),
      hours: fc.constantFrom([0, 6] as const, [22, 5] as const, [9, 17] as const, [12, 24] as const),
    },
    { requiredKeys: [] },
  ),
)

const measure: fc.Arbitrary<Measure extends infer M ? Omit<M, 'id' | 'title'> : never> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      event: fc.constant('transaction' as const),
      where: filter,
      value: fc.constantFrom('amount' as const, 'count' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      event: fc.constant('payment_due' as const),
      kinds: fc.option(some(paymentKinds), { nil: undefined }),
      value: fc.constantFrom('amount_due' as const, 'count' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      event: fc.constant('payment_settled' as const),
      kinds: fc.option(some(paymentKinds), { nil: undefined }),
      value: fc.constantFrom(
        'amount_paid' as const,
        'amount_due' as const,
        'count' as const,
        'days_late' as const,
      ),
    }),
  },
)

const window: fc.Arbitrary<Window> = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 }))
  .map(([a, b]) => ({ from: Math.max(a, b), to: Math.min(a, b) }))

function leaf(measures: readonly string[], windows: fc.Arbitrary<Window>): fc.Arbitrary<Expression> {
  const id = fc.constantFrom(...measures)
  const level = fc.constantFrom(...levels, 'current' as const)
  return fc.oneof(
    fc.record({ op: fc.constant('constant' as const), value: fc.integer({ min: -5, max: 5 }) }),
    { weight: 3, arbitrary: fc.record({ op: fc.constant('sum' as const), measure: id, window: windows }) },
    fc.record({
      op: fc.constantFrom('active_days' as const, 'largest_day' as const),
      measure: id,
      window: windows,
    }),
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('closing' as const),
        level,
        daysAgo: windows.map(({ to }) => to),
      }),
    },
    fc.record({ op: fc.constant('lowest' as const), level, window: windows }),
    fc.record({ op: fc.constant('history_days' as const) }),
    fc.record({ op: fc.constant('attribute' as const), name: fc.constantFrom(...attributes) }),
  )
}

function expression(leaves: fc.Arbitrary<Expression>, depth: number): fc.Arbitrary<Expression> {
  if (depth === 0) return leaves
  const of = expression(leaves, depth - 1)
  return fc.oneof(
    leaves,
    fc.record({
      op: fc.constantFrom(
        'negate' as const,
        'absolute' as const,
        'log1p' as const,
        'square_root' as const,
        'is_missing' as const,
      ),
      of,
    }),
    fc.record({
      op: fc.constantFrom(
        'add' as const,
        'subtract' as const,
        'multiply' as const,
        'divide' as const,
        'minimum' as const,
        'maximum' as const,
        'greater' as const,
        'at_least' as const,
      ),
      left: of,
      right: of,
    }),
    fc.record({
      op: fc.constant('clip' as const),
      of,
      low: fc.constantFrom(-10, 0),
      high: fc.constantFrom(1, 1000),
    }),
    fc.record({ op: fc.constant('coalesce' as const), of, otherwise: of }),
    // biome-ignore lint/suspicious/noThenProperty: the language calls it so
    fc.record({ op: fc.constant('choose' as const), condition: of, then: of, otherwise: of }),
  )
}

/** Sets of up to six measures, three signals and eight features, of which later ones may refer to earlier ones. */
export const featureSets: fc.Arbitrary<FeatureSet> = fc
  .array(measure, { minLength: 1, maxLength: 6 })
  .map((list) => list.map((of, i): Measure => ({ id: `measure_${i}`, title: '', ...of }) as Measure))
  .chain((measures) => {
    const ids = measures.map(({ id }) => id)
    return fc.record({
      measures: fc.constant(measures),
      signals: fc.array(signal(ids), { maxLength: 3 }).map((list) => list.map((of, i) => of(`signal_${i}`))),
      choices: fc.array(
        fc.tuple(expression(leaf(ids, window), 3), fc.nat(), fc.constantFrom(...weeklyAggregates)),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
    })
  })
  .map(({ measures, signals, choices }) => ({
    measures,
    signals,
    features: choices.map(([value, pick, aggregate], i) =>
      featureOf(`feature_${i}`, value, pick, aggregate, signals, i),
    ),
  }))

/** The expression itself, an aggregate of a signal, or one of them together with an earlier feature. */
function featureOf(
  id: string,
  value: Expression,
  pick: number,
  aggregate: (typeof weeklyAggregates)[number],
  signals: readonly Signal[],
  earlier: number,
): FeatureDefinition {
  const own: Expression =
    signals.length > 0 && pick % 2 === 0
      ? { op: 'weekly', aggregate, signal: signals[pick % signals.length].id }
      : value
  return {
    id,
    title: '',
    group: 'derived',
    unit: 'score',
    window: '',
    rationale: '',
    monotone: 'free',
    missing: '',
    value:
      earlier > 0 && pick % 3 === 0
        ? { op: 'add', left: own, right: { op: 'feature', id: `feature_${pick % earlier}` } }
        : own,
  }
}

/** Weeks that look at their own seven days, or further back. */
function signal(measures: readonly string[]): fc.Arbitrary<(id: string) => Signal> {
  return fc
    .record({
      shape: expression(leaf(measures, fc.constant({ from: 0, to: 0 })), 2),
      back: fc.constantFrom(6, 13, 34),
      high: fc.integer({ min: -2, max: 50 }),
    })
    .map(({ shape, back, high }) => (id) => ({
      id,
      title: '',
      unit: 'score',
      high,
      week: (week) => shifted(shape, { from: 7 * week + back, to: 7 * week }),
    }))
}

function shifted(e: Expression, to: Window): Expression {
  const move = (of: Expression) => shifted(of, to)
  if ('window' in e) return { ...e, window: to }
  if (e.op === 'closing') return { ...e, daysAgo: to.to }
  if ('left' in e) return { ...e, left: move(e.left), right: move(e.right) }
  if (e.op === 'choose')
    // biome-ignore lint/suspicious/noThenProperty: the language calls it so
    return { ...e, condition: move(e.condition), then: move(e.then), otherwise: move(e.otherwise) }
  if (e.op === 'coalesce') return { ...e, of: move(e.of), otherwise: move(e.otherwise) }
  return 'of' in e ? { ...e, of: move(e.of) } : e
}
