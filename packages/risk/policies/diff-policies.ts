/** What one version of a policy changes against another, cell by cell. */
import { isEmptyCell } from './cells/index.ts'
import type { PolicyDocument, PolicyStage, TableRule } from './policy.ts'

export interface PolicyChange {
  readonly stage: string
  readonly rule: string | null
  readonly column: string | null
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly before: string | null
  readonly after: string | null
}

/**
 * Stages, columns and rules are matched by id. A rule is `moved` when it stands at another place among those that
 * both versions have; an empty cell and an absent one are the same.
 */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const changes: PolicyChange[] = []
  const earlier = new Map(before.stages.map((stage) => [stage.id, stage]))
  const later = new Set(after.stages.map(({ id }) => id))
  for (const { id, title } of before.stages)
    if (!later.has(id)) changes.push(change(id, null, null, 'removed', title, null))
  for (const id of movedOf(before.stages, after.stages))
    changes.push(change(id, null, null, 'moved', place(before.stages, id), place(after.stages, id)))
  for (const stage of after.stages) {
    const old = earlier.get(stage.id)
    if (old === undefined) changes.push(change(stage.id, null, null, 'added', null, stage.title))
    changes.push(...stageChanges(old ?? { ...stage, inputs: [], outputs: [], rules: [] }, stage))
  }
  return changes
}

function stageChanges(before: PolicyStage, after: PolicyStage): PolicyChange[] {
  const { id } = after
  const changes: PolicyChange[] = []
  for (const part of ['title', 'kind'] as const)
    if (before[part] !== after[part])
      changes.push(change(id, null, part, 'changed', before[part], after[part]))
  const columnsBefore = columnsOf(before)
  const columnsAfter = columnsOf(after)
  for (const column of union(columnsBefore.keys(), columnsAfter.keys())) {
    const [was, is] = [columnsBefore.get(column) ?? null, columnsAfter.get(column) ?? null]
    if (was !== is) changes.push(change(id, null, column, kindOf(was, is), was, is))
  }
  const rulesBefore = new Map(before.rules.map((rule) => [rule.id, rule]))
  const rulesAfter = new Map(after.rules.map((rule) => [rule.id, rule]))
  for (const rule of union(rulesBefore.keys(), rulesAfter.keys()))
    changes.push(...ruleChanges(id, rule, rulesBefore.get(rule), rulesAfter.get(rule)))
  for (const rule of movedOf(before.rules, after.rules))
    changes.push(change(id, rule, null, 'moved', place(before.rules, rule), place(after.rules, rule)))
  return changes
}

function ruleChanges(stage: string, rule: string, before?: TableRule, after?: TableRule): PolicyChange[] {
  const changes: PolicyChange[] = []
  if (before === undefined || after === undefined)
    changes.push(change(stage, rule, null, before === undefined ? 'added' : 'removed', null, null))
  for (const column of union(Object.keys(before?.cells ?? {}), Object.keys(after?.cells ?? {}))) {
    const [was, is] = [cellOf(before, column), cellOf(after, column)]
    if (was !== is) changes.push(change(stage, rule, column, kindOf(was, is), was, is))
  }
  return changes
}

function change(
  stage: string,
  rule: string | null,
  column: string | null,
  kind: PolicyChange['kind'],
  before: string | null,
  after: string | null,
): PolicyChange {
  return { stage, rule, column, kind, before, after }
}

const kindOf = (was: string | null, is: string | null) =>
  was === null ? 'added' : is === null ? 'removed' : 'changed'

const union = (a: Iterable<string>, b: Iterable<string>) => new Set([...a, ...b])

const cellOf = (rule: TableRule | undefined, column: string): string | null => {
  const cell = rule?.cells[column]
  return isEmptyCell(cell) ? null : (cell ?? null)
}

const columnsOf = ({ inputs, outputs }: PolicyStage) =>
  new Map([...inputs, ...outputs].map(({ id, title, field }) => [id, `${title} (${field})`]))

type Named = readonly { readonly id: string }[]

const place = (list: Named, id: string) => String(list.findIndex((one) => one.id === id) + 1)

/** Ids that both have and that are not part of the longest run both have in the same order. */
function movedOf(before: Named, after: Named): string[] {
  const position = new Map(after.map(({ id }, i) => [id, i]))
  const shared = before.map(({ id }) => id).filter((id) => position.has(id))
  const tails: string[] = []
  const previous = new Map<string, string | undefined>()
  const at = (id: string) => position.get(id) as number
  for (const id of shared) {
    let slot = tails.findIndex((tail) => at(tail) > at(id))
    if (slot < 0) slot = tails.length
    previous.set(id, tails[slot - 1])
    tails[slot] = id
  }
  const kept = new Set<string>()
  for (let id = tails.at(-1); id !== undefined; id = previous.get(id)) kept.add(id)
  return shared.filter((id) => !kept.has(id))
}
