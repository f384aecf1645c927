/** Row features compiled once: one row in microseconds, or columns of rows, to the same bits. */
import type { Expression } from '../expression.ts'
import { assemble } from '../program/assemble.ts'
import { flattenOperator } from '../program/flatten-operator.ts'
import { openGraph } from '../program/graph.ts'
import type { RowFeatureSet } from './row-features.ts'

/** Rows side by side: as many as keep the registers within a core's cache. */
const LANES = 64

/** Holds scratch memory of its own: one evaluation at a time, which is all a thread can do. */
export interface RowProgram {
  /**
   * @param fields one value a field of the set, NaN where missing
   * @param into room for one value a feature, in the order of the set
   */
  row(fields: ArrayLike<number>, into: Float64Array): Float64Array
  /**
   * @param fields one array of `rows` values a field; an absent one is missing in every row
   * @returns one array of `rows` values a feature
   */
  columns(fields: readonly (ArrayLike<number> | undefined)[], rows: number): Float64Array[]
}

/** @throws RangeError naming the feature and what is wrong with it: an unknown field, one that is not earlier, days */
export function compileRowFeatures<Field extends string>(set: RowFeatureSet<Field>): RowProgram {
  const graph = openGraph()
  const nodes = new Map<string, number>()
  const flatten = (of: Expression<Field>, place: string): number => {
    if (of.op === 'attribute') {
      const position = set.fields.indexOf(of.name)
      return position < 0
        ? refuse(place, `a field of ${set.fields.join(', ')}`, `"${of.name}"`)
        : graph.node('attribute', [], [position])
    }
    if (of.op === 'feature')
      return nodes.get(of.id) ?? refuse(place, 'an earlier feature of the set', `"${of.id}"`)
    return flattenOperator(graph, of, (operand) => flatten(operand, place), place)
  }
  for (const { id, value } of set.features) {
    if (nodes.has(id)) refuse(`feature "${id}"`, 'distinct ids', 'it twice')
    nodes.set(id, flatten(value, `feature "${id}"`))
  }
  const executable = assemble(graph, [...nodes.values()])
  const { steps, target, operandStart, operands, parameters, loads, constants, results } = executable
  const loaded = loads.attribute
  const openRegisters = (lanes: number): Float64Array => {
    const registers = new Float64Array(executable.registers * lanes)
    for (const { register, value } of constants)
      registers.fill(value, register * lanes, (register + 1) * lanes)
    return registers
  }
  const run = (registers: Float64Array, lanes: number, count: number): void => {
    for (let k = 0; k < steps.length; k++)
      steps[k](registers, target[k] * lanes, count, lanes, operands, operandStart[k], parameters, 2 * k)
  }
  const one = openRegisters(1)
  let many: Float64Array | undefined

  return {
    row(fields, into) {
      for (let k = 0; k < loaded.registers.length; k++)
        one[loaded.registers[k]] = fields[loaded.parameters[3 * k]]
      run(one, 1, 1)
      for (let k = 0; k < results.length; k++) into[k] = one[results[k]]
      return into
    },

    columns(fields, rows) {
      many ??= openRegisters(LANES)
      const columns = Array.from(results, () => new Float64Array(rows))
      for (let first = 0; first < rows; first += LANES) {
        const count = Math.min(LANES, rows - first)
        for (let k = 0; k < loaded.registers.length; k++) {
          const values = fields[loaded.parameters[3 * k]]
          const place = loaded.registers[k] * LANES
          for (let lane = 0; lane < count; lane++)
            many[place + lane] = values === undefined ? Number.NaN : values[first + lane]
        }
        run(many, LANES, count)
        for (let k = 0; k < results.length; k++)
          columns[k].set(many.subarray(results[k] * LANES, results[k] * LANES + count), first)
      }
      return columns
    },
  }
}

function refuse(place: string, needed: string, got: string): never {
  throw new RangeError(`compileRowFeatures: ${place}: need ${needed}, got ${got}`)
}
