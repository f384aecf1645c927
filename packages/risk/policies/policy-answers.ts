/** Whether the rules of a policy can be answered for an input, and stay where an engine counts safely. */
import {
  type CellProgram,
  type CellValue,
  cellPaths,
  compileCell,
  LARGEST_STEP,
  type Lookup,
  largestStep,
  OUT_OF_RANGE,
  type Trouble,
  UNANSWERABLE,
} from './cells/index.ts'
import type { PolicyInput } from './policy.ts'
import type { ReadRule, ReadStage } from './read-policy.ts'
import { stageKind } from './stage-kinds.ts'

export interface PolicyAnswers {
  /** By stage: which rules cannot be answered; 1 where so. */
  readonly unanswerable: readonly Uint8Array[]
  /** Stages in which a calculation leaves the range; an engine must not be asked then. */
  readonly outOfRange: readonly string[]
  /** What every name that a cell refers to stands for. */
  readonly values: ReadonlyMap<string, CellValue>
}

/**
 * Compiles the check of a policy's stages.
 *
 * A rule with a condition that is false is answered, whatever its other cells; it is unanswerable when no condition
 * is false and one, or a value it would set, cannot be computed. The order of columns does not matter.
 *
 * @see docs/methods/credit-policies.md
 */
export function policyAnswers(stages: readonly ReadStage[]): (input: PolicyInput) => PolicyAnswers {
  const paths = policyPaths(stages)
  const compiled = stages.map((stage) => ({
    id: stage.id,
    derives: stage.kind === 'derivation',
    firstOnly: stageKind(stage.kind).fires === 'first',
    rules: stage.rules.map(compileRule),
  }))
  return (input) => {
    const values = new Map<string, CellValue>()
    for (const path of paths) values.set(path, policyValue(input, path))
    const lookup: Lookup = (path) => values.get(path)
    const outOfRange: string[] = []
    const unanswerable = compiled.map((stage) => {
      const flags = new Uint8Array(stage.rules.length)
      let fired = false
      stage.rules.forEach((rule, i) => {
        const answer = answerOf(rule, lookup)
        if (answer.outOfRange) outOfRange.push(stage.id)
        if (answer.unanswerable) flags[i] = 1
        else if (answer.holds && stage.derives && !fired) {
          fired = true
          rule.computed.forEach(({ field }, j) => {
            values.set(field, answer.values[j] as CellValue)
          })
        }
      })
      return flags
    })
    return { unanswerable, outOfRange: [...new Set(outOfRange)], values }
  }
}

/** Every name that cells refer to, but derived ones. */
export function policyPaths(stages: readonly ReadStage[]): string[] {
  const paths = new Set<string>()
  for (const { rules } of stages)
    for (const { conditions, computed } of rules) {
      for (const condition of conditions) cellPaths(condition, paths)
      for (const { value } of computed) cellPaths(value, paths)
    }
  return [...paths].filter((path) => !path.startsWith('derived.'))
}

interface CompiledRule {
  readonly conditions: readonly CellProgram[]
  readonly computed: readonly { readonly field: string; readonly value: CellProgram }[]
  /** Whether what it sets may leave the range, so that it has to be looked at even where the rule does not hold. */
  readonly risky: boolean
}

const compileRule = (rule: ReadRule): CompiledRule => ({
  conditions: rule.conditions.map(compileCell),
  computed: rule.computed.map(({ field, value }) => ({ field, value: compileCell(value) })),
  risky: rule.computed.some(({ value }) => largestStep(value, LARGEST) > LARGEST_STEP),
})

function answerOf(rule: CompiledRule, lookup: Lookup) {
  let [refused, unanswerable, outOfRange] = [false, false, false]
  for (const condition of rule.conditions) {
    const value = condition(lookup)
    if (value === false) refused = true
    else if (value === OUT_OF_RANGE) outOfRange = true
    else if (value !== true) unanswerable = true
  }
  const values: (CellValue | Trouble)[] = []
  if (refused && !rule.risky) return { holds: false, unanswerable: false, outOfRange, values }
  for (const { field, value } of rule.computed) {
    const one = value(lookup)
    values.push(one)
    if (one === OUT_OF_RANGE) outOfRange = true
    else if (one === UNANSWERABLE) unanswerable = true
    else if (!field.startsWith('derived.') && !(typeof one === 'number' && one >= 0)) unanswerable = true
  }
  return { holds: !refused && !unanswerable, unanswerable: unanswerable && !refused, outOfRange, values }
}

const SMALLEST = 1e-11
const LARGEST = 1e15

/**
 * The value of a name, as rules see it: null where it is missing, not finite or beyond 1e15; what is closer to zero
 * than 1e-11 is zero.
 */
function policyValue(input: PolicyInput, path: string): CellValue {
  const dot = path.indexOf('.')
  const group = input as unknown as Record<string, unknown>
  const head = dot < 0 ? group[path] : group[path.slice(0, dot)]
  const name = path.slice(dot + 1)
  const value =
    dot < 0
      ? head
      : typeof head === 'object' && head !== null && Object.hasOwn(head, name)
        ? (head as Record<string, unknown>)[name]
        : null
  if (typeof value === 'number') {
    if (!(Math.abs(value) <= LARGEST)) return null
    return Math.abs(value) < SMALLEST ? 0 : value
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}
