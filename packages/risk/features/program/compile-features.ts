/** From a feature set to a program: every expression checked and flattened once. */
import { type MeasureTable, measureTable } from '../buckets/measure-table.ts'
import { type Expression, SIGNAL_WEEKS, type Signal, type Window } from '../expression.ts'
import { BUCKET_DAYS, type FeatureSet } from '../feature-set.ts'
import { type AttributeId, attributes, levels } from '../measures.ts'
import { assemble, type Executable } from './assemble.ts'
import { flattenOperator, refuse } from './flatten-operator.ts'
import { type Graph, openGraph } from './graph.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** Holds its own scratch memory: one evaluation at a time, which is all a thread can do. */
export interface FeatureProgram {
  readonly set: FeatureSet
  readonly table: MeasureTable
  /** Gives the features, in the order of the set. */
  readonly features: Executable
  /** Gives the weeks of the signals, in the order of the set, week 0 first. */
  readonly weeks: Executable
  /** Opened when first used. */
  readonly workspaces: {
    readonly features: () => Workspace
    readonly oneCustomer: () => Workspace
    readonly weeks: () => Workspace
  }
}

/**
 * Compiles a feature set.
 *
 * @throws RangeError naming the feature or signal and what is wrong with it: an unknown measure, level, attribute,
 *   signal or feature, a window outside 90…0, a reference to a later feature, signals that go round in a circle
 */
export function compileFeatures(set: FeatureSet): FeatureProgram {
  const table = measureTable(set)
  const graph = openGraph()
  const signals = new Map<string, Signal>()
  for (const signal of set.signals) {
    if (signals.has(signal.id)) refuse(`signal "${signal.id}"`, 'distinct ids', 'it twice')
    if (!Number.isFinite(signal.high)) refuse(`signal "${signal.id}"`, 'a finite high', String(signal.high))
    signals.set(signal.id, signal)
  }
  const compiler: Compiler = {
    graph,
    table,
    signals,
    weeks: new Map(),
    open: [],
    features: new Map(),
    ofFeatures: new Map(),
    ofSignals: new Map(),
  }
  const order = new Map(set.features.map(({ id }, i) => [id, i]))
  for (const { id, value } of set.features) {
    const place = `feature "${id}"`
    if (compiler.features.has(id)) refuse(place, 'distinct ids', 'it twice')
    compiler.features.set(
      id,
      flatten(compiler, compiler.ofFeatures, value, place, (reference) => {
        const node = compiler.features.get(reference)
        if (node !== undefined) return node
        if (order.has(reference))
          return refuse(place, 'references to earlier features only', `"${reference}", which is not earlier`)
        return refuse(place, 'a feature of the set', `"${reference}"`)
      }),
    )
  }
  const weeks = set.signals.flatMap((signal) => weeksOf(compiler, signal, `signal "${signal.id}"`))
  const ofFeatures = assemble(graph, [...compiler.features.values()])
  const ofWeeks = assemble(graph, weeks)
  return {
    set,
    table,
    features: ofFeatures,
    weeks: ofWeeks,
    workspaces: {
      features: once(() => openWorkspace(ofFeatures, table.width)),
      oneCustomer: once(() => openWorkspace(ofFeatures, table.width, 1)),
      weeks: once(() => openWorkspace(ofWeeks, table.width, 1)),
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

interface Compiler {
  readonly graph: Graph
  readonly table: MeasureTable
  readonly signals: ReadonlyMap<string, Signal>
  /** Nodes of the weeks by signal. */
  readonly weeks: Map<string, readonly number[]>
  /** Signals under way, outermost first. */
  readonly open: string[]
  readonly features: Map<string, number>
  /** Nodes of expressions that were flattened, in features and in signals: those that share a part share the object. */
  readonly ofFeatures: Flattened
  readonly ofSignals: Flattened
}

type Flattened = Map<Expression, number>

type FeatureNode = (id: string) => number

function flatten(
  compiler: Compiler,
  flattened: Flattened,
  expression: Expression,
  place: string,
  featureNode: FeatureNode,
): number {
  const before = flattened.get(expression)
  if (before !== undefined) return before
  const inner = (of: Expression) => flatten(compiler, flattened, of, place, featureNode)
  const node = nodeOf(compiler, expression, place, inner, featureNode)
  flattened.set(expression, node)
  return node
}

function nodeOf(
  compiler: Compiler,
  expression: Expression,
  place: string,
  inner: (of: Expression) => number,
  featureNode: FeatureNode,
): number {
  const { graph, table } = compiler
  switch (expression.op) {
    case 'sum':
    case 'active_days':
    case 'largest_day': {
      const measure = table.positions.get(expression.measure)
      if (measure === undefined) return refuse(place, 'a measure of the set', `"${expression.measure}"`)
      return graph.node(expression.op, [], [measure, ...windowOf(expression.window, place)])
    }
    case 'closing': {
      const window = { from: expression.daysAgo, to: expression.daysAgo }
      return graph.node('lowest', [], [levelOf(expression.level, place), ...windowOf(window, place)])
    }
    case 'lowest':
      return graph.node(
        'lowest',
        [],
        [levelOf(expression.level, place), ...windowOf(expression.window, place)],
      )
    case 'history_days':
      return graph.node('history_days', [])
    case 'attribute': {
      const attribute = attributes.indexOf(expression.name as AttributeId)
      if (attribute < 0)
        return refuse(place, `an attribute of ${attributes.join(', ')}`, `"${expression.name}"`)
      return graph.node('attribute', [], [attribute])
    }
    case 'feature':
      return featureNode(expression.id)
    case 'weekly': {
      const signal = compiler.signals.get(expression.signal)
      if (signal === undefined) return refuse(place, 'a signal of the set', `"${expression.signal}"`)
      const weeks = weeksOf(compiler, signal, place)
      return graph.node(
        expression.aggregate,
        weeks,
        expression.aggregate === 'consec_high' ? [signal.high] : [],
      )
    }
    default:
      return flattenOperator(graph, expression, inner, place)
  }
}

function weeksOf(compiler: Compiler, signal: Signal, place: string): readonly number[] {
  let weeks = compiler.weeks.get(signal.id)
  if (weeks !== undefined) return weeks
  if (compiler.open.includes(signal.id))
    refuse(place, 'signals that do not need themselves', [...compiler.open, signal.id].join(' → '))
  compiler.open.push(signal.id)
  weeks = Array.from({ length: SIGNAL_WEEKS }, (_, week) => {
    const where = `signal "${signal.id}", week ${week}`
    return flatten(compiler, compiler.ofSignals, signal.week(week), where, (id) =>
      refuse(where, 'no reference to a feature in a signal', `"${id}"`),
    )
  })
  compiler.open.pop()
  compiler.weeks.set(signal.id, weeks)
  return weeks
}

function windowOf({ from, to }: Window, place: string): [number, number] {
  if (!(Number.isInteger(from) && Number.isInteger(to) && to >= 0 && from >= to && from < BUCKET_DAYS))
    refuse(place, `a window of whole days, ${BUCKET_DAYS - 1} ≥ from ≥ to ≥ 0`, `${from} to ${to}`)
  return [from, to]
}

function levelOf(level: string, place: string): number {
  const position = (levels as readonly string[]).indexOf(level)
  return position < 0 ? refuse(place, `a level of ${levels.join(', ')}`, `"${level}"`) : position
}
