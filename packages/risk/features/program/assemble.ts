/** From the graph to flat arrays of instructions and registers: only what the results need, registers used again. */

import type { Graph, LeafOperation, Operation } from './graph.ts'
import { type Kernel, kernels } from './kernels.ts'

/** Loads of one kind: the register each goes to, and its parameters. */
interface Loads {
  readonly registers: Int32Array
  /** Three a load, in the order of the graph's node. */
  readonly parameters: Int32Array
}

export interface Executable {
  readonly registers: number
  /** Set once; no instruction writes there. */
  readonly constants: readonly { readonly register: number; readonly value: number }[]
  readonly loads: Readonly<Record<Exclude<LeafOperation, 'constant'>, Loads>>
  /** By instruction. */
  readonly steps: readonly Kernel[]
  readonly target: Int32Array
  /** Where the instruction's operands start in `operands`. */
  readonly operandStart: Int32Array
  readonly operands: Int32Array
  /** Two an instruction: the bounds of a clip, the `high` of a run. */
  readonly parameters: Float64Array
  /** Registers of the results, in the order asked for. */
  readonly results: Int32Array
}

/** @param roots nodes whose values are wanted */
export function assemble(graph: Graph, roots: readonly number[]): Executable {
  const { nodes } = graph
  const lastUse = lastUses(graph, roots)
  const registerOf = new Int32Array(nodes.length).fill(-1)
  const constants: { register: number; value: number }[] = []
  const loads = new Map<string, number[]>()
  const steps: number[] = []
  let registers = 0
  for (const [i, { op, parameters }] of nodes.entries()) {
    if (lastUse[i] < 0) continue
    if (op === 'constant') {
      constants.push({ register: registers, value: parameters[0] })
      lastUse[i] = Infinity
    } else if (isOperation(op)) {
      steps.push(i)
      continue
    } else {
      if (!loads.has(op)) loads.set(op, [])
      loads.get(op)!.push(i)
    }
    registerOf[i] = registers++
  }

  const free: number[] = []
  for (const i of steps) {
    for (const operand of new Set(nodes[i].operands))
      if (lastUse[operand] === i) free.push(registerOf[operand])
    registerOf[i] = free.pop() ?? registers++
  }

  const operandStart = new Int32Array(steps.length)
  const operands: number[] = []
  const parameters = new Float64Array(2 * steps.length)
  for (const [k, i] of steps.entries()) {
    operandStart[k] = operands.length
    for (const operand of nodes[i].operands) operands.push(registerOf[operand])
    parameters.set(nodes[i].parameters, 2 * k)
  }
  const loadsOf = (op: LeafOperation): Loads => {
    const places = loads.get(op) ?? []
    const of = new Int32Array(3 * places.length)
    for (const [k, i] of places.entries()) of.set(nodes[i].parameters, 3 * k)
    return { registers: Int32Array.from(places, (i) => registerOf[i]), parameters: of }
  }
  return {
    registers,
    constants,
    loads: {
      sum: loadsOf('sum'),
      active_days: loadsOf('active_days'),
      largest_day: loadsOf('largest_day'),
      lowest: loadsOf('lowest'),
      history_days: loadsOf('history_days'),
      attribute: loadsOf('attribute'),
    },
    steps: steps.map((i) => kernels[nodes[i].op as Operation]),
    target: Int32Array.from(steps, (i) => registerOf[i]),
    operandStart,
    operands: Int32Array.from(operands),
    parameters,
    results: Int32Array.from(roots, (i) => registerOf[i]),
  }
}

/** By node, the last node that needs it; Infinity for results, −1 where nobody does. */
function lastUses({ nodes }: Graph, roots: readonly number[]): Float64Array {
  const last = new Float64Array(nodes.length).fill(-1)
  for (const root of roots) last[root] = Infinity
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (last[i] < 0) continue
    for (const operand of nodes[i].operands) last[operand] = Math.max(last[operand], i)
  }
  return last
}

function isOperation(op: LeafOperation | Operation): op is Operation {
  return op in kernels
}
