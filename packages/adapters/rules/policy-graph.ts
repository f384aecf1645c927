/** A policy as one graph of decision tables: derivations in a row, then every other stage on what they derived. */
import { type ReadRule, type ReadStage, stageKind } from '@pratibimba/risk/policies'
import { type NameOf, zenExpression } from './zen-expression.ts'

/** Names in the graph that no cell can refer to. */
export const RULE = 'r'
export const FIRED = 'fired'
export const resultOf = (stage: number): string => `s${stage}`

interface GraphNode {
  readonly id: string
  readonly name: string
  readonly type: 'inputNode' | 'outputNode' | 'decisionTableNode'
  readonly content?: object
}

interface GraphEdge {
  readonly id: string
  readonly type: 'edge'
  readonly sourceId: string
  readonly targetId: string
}

interface PolicyGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** Values by number: the engine takes a list over faster than names. */
export const VALUES = 'v'

/** What names are called in the graph, given those that are not derived, in the order of their values. */
export function namesIn(paths: readonly string[]): NameOf {
  const names = new Map(paths.map((path, i) => [path, `${VALUES}[${i}]`]))
  return (path) => names.get(path) ?? path
}

export function policyGraph(stages: readonly ReadStage[], nameOf: NameOf): PolicyGraph {
  const nodes: GraphNode[] = [node('in', 'inputNode')]
  const edges: GraphEdge[] = []
  const join = (sourceId: string, targetId: string) =>
    edges.push({ id: `${sourceId}-${targetId}`, type: 'edge', sourceId, targetId })
  let last = 'in'
  stages.forEach((stage, i) => {
    if (stage.kind !== 'derivation') return
    const id = `stage${i}`
    nodes.push(
      table(id, stage, nameOf, { passThrough: true, executionMode: 'single' }, (rule, r) => ({
        [`${FIRED}.${resultOf(i)}`]: String(r),
        ...computedOf(rule, nameOf),
      })),
    )
    join(last, id)
    last = id
  })
  stages.forEach((stage, i) => {
    if (stage.kind === 'derivation') return
    const id = `stage${i}`
    nodes.push(
      table(id, stage, nameOf, { passThrough: false, outputPath: resultOf(i) }, (rule, r) => ({
        [RULE]: String(r),
        ...computedOf(rule, nameOf),
      })),
    )
    join(last, id)
    join(id, 'out')
  })
  if (last !== 'in') {
    nodes.push({ ...node('derived', 'decisionTableNode'), content: handOn() })
    join(last, 'derived')
    join('derived', 'out')
  }
  nodes.push(node('out', 'outputNode'))
  return { nodes, edges }
}

const node = (id: string, type: GraphNode['type']): GraphNode => ({ id, name: id, type })

const computedOf = (rule: ReadRule, nameOf: NameOf): Record<string, string> =>
  Object.fromEntries(rule.computed.map(({ field, value }) => [field, zenExpression(value, nameOf)]))

function table(
  id: string,
  stage: ReadStage,
  nameOf: NameOf,
  options: object,
  set: (rule: ReadRule, index: number) => Record<string, string>,
): GraphNode {
  const rows = stage.rules.map(set)
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return {
    ...node(id, 'decisionTableNode'),
    content: {
      ...options,
      hitPolicy: stageKind(stage.kind).fires,
      inputs: [{ id: 'when', name: 'when' }],
      outputs: fields.map((field, i) => ({ id: `o${i}`, name: field, field })),
      rules: stage.rules.map((rule, r) => ({
        _id: rule.id,
        when: rule.conditions.map((condition) => zenExpression(condition, nameOf)).join(' and '),
        ...Object.fromEntries(fields.map((field, i) => [`o${i}`, rows[r][field] ?? ''])),
      })),
    },
  }
}

/** Hands what was derived on to the answer, without the input. */
const handOn = () => ({
  passThrough: false,
  hitPolicy: 'first',
  inputs: [],
  outputs: ['derived', FIRED].map((field) => ({ id: field, name: field, field })),
  rules: [{ _id: 'derived', derived: 'derived', [FIRED]: FIRED }],
})
