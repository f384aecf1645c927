/** Memory that an executable runs in, and the running. */
import type { CustomerDayBuckets } from '../buckets/index.ts'
import { attributes } from '../measures.ts'
import type { Executable } from './assemble.ts'
import { customerLoader } from './load-customer.ts'

/** Customers side by side: as many as keep the registers within a core's cache. */
const LANES = 32

export interface Workspace {
  /** Shape [register][lanes]. */
  readonly registers: Float64Array
  readonly lanes: number
  /** Loads customers first … first + count − 1 and runs every instruction. */
  readonly compute: (
    buckets: CustomerDayBuckets,
    asOfDay: number,
    first: number,
    count: number,
    attribute: AttributeReader,
  ) => void
}

/** NaN where the attribute is not known. */
type AttributeReader = (attribute: (typeof attributes)[number], customer: number) => number

export function openWorkspace(executable: Executable, width: number, lanes = LANES): Workspace {
  const registers = new Float64Array(executable.registers * lanes)
  for (const { register, value } of executable.constants)
    registers.fill(value, register * lanes, (register + 1) * lanes)
  const load = customerLoader(executable, width)
  const { steps, target, operandStart, operands, parameters, loads } = executable
  const wanted = loads.attribute

  return {
    registers,
    lanes,
    compute(buckets, asOfDay, first, count, attribute) {
      for (let lane = 0; lane < count; lane++) {
        load(buckets, first + lane, asOfDay, registers, lane, lanes)
        for (let k = 0; k < wanted.registers.length; k++)
          registers[wanted.registers[k] * lanes + lane] = attribute(
            attributes[wanted.parameters[3 * k]],
            first + lane,
          )
      }
      for (let k = 0; k < steps.length; k++)
        steps[k](registers, target[k] * lanes, count, lanes, operands, operandStart[k], parameters, 2 * k)
    },
  }
}
