/** A policy with its cells read: what an engine compiles and what a check goes through. */
import type { DecisionOutcome, PolicyStageKind } from '@pratibimba/contract'
import {
  CellError,
  type CellExpression,
  cellPaths,
  isEmptyCell,
  readCondition,
  readExpression,
} from './cells/index.ts'
import type { PolicyDocument, PolicyStage, TableColumn, TableRule } from './policy.ts'
import { nameTrouble } from './policy-names.ts'
import { stageKind } from './stage-kinds.ts'

export interface PolicyPlace {
  readonly stage?: string
  readonly rule?: string
  readonly column?: string
}

export interface PolicyProblem extends PolicyPlace {
  readonly message: string
}

export interface ReadRule {
  readonly id: string
  /** All of them must hold. */
  readonly conditions: readonly CellExpression[]
  readonly outcome?: DecisionOutcome
  readonly reason?: string
  readonly text: string
  /** What is computed: `derived.<name>`, `limit`, `annual_rate`. */
  readonly computed: readonly { readonly field: string; readonly value: CellExpression }[]
}

export interface ReadStage {
  readonly id: string
  readonly kind: PolicyStageKind
  readonly title: string
  readonly rules: readonly ReadRule[]
}

/** Id that stands for a stage that could not be answered; no rule may carry it. */
export const unanswerableRule = (stage: string): string => `${stage}:unanswerable`

/**
 * Reads every cell.
 *
 * @returns the stages as far as they could be read, and everything that is wrong with them, in order
 */
export function readPolicy(document: PolicyDocument): { stages: ReadStage[]; problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = []
  const features = new Set(Object.keys(document.usual.features))
  const derived = new Set<string>()
  const stages = document.stages.map((stage) => {
    const reader = new StageReader(stage, features, derived, problems)
    const rules = stage.rules.map((rule) => reader.rule(rule))
    if (stage.kind === 'derivation')
      for (const { field } of stage.outputs) derived.add(field.slice('derived.'.length))
    return { id: stage.id, kind: stage.kind, title: stage.title, rules }
  })
  if (!stages.some(({ kind }) => kind === 'thresholds'))
    problems.push({ message: 'a policy needs a stage of kind thresholds, which decides by the score' })
  return { stages, problems }
}

class StageReader {
  private readonly stage: PolicyStage
  private readonly features: ReadonlySet<string>
  private readonly derived: ReadonlySet<string>
  private readonly problems: PolicyProblem[]

  constructor(
    stage: PolicyStage,
    features: ReadonlySet<string>,
    derived: ReadonlySet<string>,
    problems: PolicyProblem[],
  ) {
    this.stage = stage
    this.features = features
    this.derived = derived
    this.problems = problems
    const { sets } = stageKind(stage.kind)
    for (const { id, field } of stage.inputs)
      this.attempt({ column: id }, () => this.known(readExpression(field)))
    for (const { id, field } of stage.outputs)
      if (!sets.some((set) => (set.endsWith('.') ? isBelow(field, set) : field === set)))
        this.problem(`${field} is not set by a stage of kind ${stage.kind}, but ${sets.join(', ')}`, {
          column: id,
        })
  }

  rule(rule: TableRule): ReadRule {
    const place = { rule: rule.id }
    const conditions: CellExpression[] = []
    for (const column of this.stage.inputs)
      this.attempt({ ...place, column: column.id }, () => {
        const cell = rule.cells[column.id]
        if (!isEmptyCell(cell)) conditions.push(this.known(readCondition(column.field, cell)))
      })
    const computed: { field: string; value: CellExpression }[] = []
    const said: Record<string, string> = {}
    for (const column of this.stage.outputs)
      this.attempt({ ...place, column: column.id }, () => {
        const cell = rule.cells[column.id]
        if (isEmptyCell(cell)) return
        const value = this.known(readExpression(cell))
        if (isComputed(column)) computed.push({ field: column.field, value })
        else said[column.field] = this.literalText(value, column)
      })
    this.mustSet(rule, said, computed.length)
    const { outcomes } = stageKind(this.stage.kind)
    return {
      id: rule.id,
      conditions,
      outcome: outcomes.find((one) => one === said.outcome),
      reason: said.reason,
      text: said.text ?? this.stage.title,
      computed,
    }
  }

  private mustSet(rule: TableRule, said: Record<string, string>, computed: number): void {
    const { outcomes } = stageKind(this.stage.kind)
    if (outcomes.length === 0) {
      if (computed === 0) this.problem('the rule sets nothing', { rule: rule.id })
      return
    }
    if (!outcomes.some((one) => one === said.outcome))
      this.problem(`need an outcome out of ${outcomes.join(', ')}, got ${said.outcome ?? 'none'}`, {
        rule: rule.id,
      })
    else if (said.outcome !== 'APPROVED' && said.reason === undefined)
      this.problem('a rule that does not approve needs a reason code', { rule: rule.id })
    if (said.reason !== undefined && !/^[A-Z][A-Z0-9_]{1,63}$/.test(said.reason))
      this.problem(`${JSON.stringify(said.reason)} is no reason code such as DTI_HIGH`, { rule: rule.id })
  }

  private literalText(value: CellExpression, column: TableColumn): string {
    if (value.kind === 'literal' && typeof value.value === 'string') return value.value
    throw new CellError(`${column.field} must be a text in quotes`)
  }

  private known(expression: CellExpression): CellExpression {
    for (const path of cellPaths(expression)) {
      const trouble = nameTrouble(path, this.features, this.derived)
      if (trouble !== undefined) throw new CellError(trouble)
    }
    return expression
  }

  private attempt(place: PolicyPlace, read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      this.problem(error.message, place)
    }
  }

  private problem(message: string, place: PolicyPlace): void {
    this.problems.push({ stage: this.stage.id, ...place, message })
  }
}

const isComputed = ({ field }: TableColumn): boolean =>
  field.startsWith('derived.') || field === 'limit' || field === 'annual_rate'

const isBelow = (field: string, head: string): boolean =>
  field.startsWith(head) && /^[a-z]\w*$/.test(field.slice(head.length))
