/** A copy of a policy that is edited: kept for this tab of the browser until it is stored or given up. */
import { useCallback, useState } from 'react'
import type { PolicyDocumentOf } from './policy-types.ts'

export interface Draft {
  readonly document: PolicyDocumentOf
  readonly change: (document: PolicyDocumentOf) => void
  readonly forget: () => void
}

export function useDraft(name: string, version: number, original: PolicyDocumentOf): Draft {
  const place = `pratibimba.policy-draft.${name}.${version}`
  const [document, setDocument] = useState(() => kept(place) ?? original)
  const change = useCallback(
    (next: PolicyDocumentOf) => {
      setDocument(next)
      sessionStorage.setItem(place, JSON.stringify(next))
    },
    [place],
  )
  const forget = useCallback(() => sessionStorage.removeItem(place), [place])
  return { document, change, forget }
}

function kept(place: string): PolicyDocumentOf | undefined {
  const text = sessionStorage.getItem(place)
  return text === null ? undefined : (JSON.parse(text) as PolicyDocumentOf)
}

/** A cell of a rule set; an empty one is left out. */
export function withCell(
  document: PolicyDocumentOf,
  stage: number,
  rule: number,
  column: string,
  text: string,
): PolicyDocumentOf {
  return withRules(document, stage, (rules) =>
    rules.map((one, at) => {
      if (at !== rule) return one
      const { [column]: _, ...others } = one.cells
      return { ...one, cells: text === '' ? others : { ...others, [column]: text } }
    }),
  )
}

export function withRuleId(document: PolicyDocumentOf, stage: number, rule: number, id: string) {
  return withRules(document, stage, (rules) => rules.map((one, at) => (at === rule ? { ...one, id } : one)))
}

export function withoutRule(document: PolicyDocumentOf, stage: number, rule: number) {
  return withRules(document, stage, (rules) => rules.filter((_, at) => at !== rule))
}

/** A rule at the end of a stage, like its last one under a name of its own. */
export function withNewRule(document: PolicyDocumentOf, stage: number): PolicyDocumentOf {
  const taken = new Set(document.stages.flatMap(({ rules }) => rules.map(({ id }) => id)))
  let number = 1
  while (taken.has(`rule-${number}`)) number++
  return withRules(document, stage, (rules) => [
    ...rules,
    { id: `rule-${number}`, cells: { ...rules.at(-1)?.cells } },
  ])
}

type Rules = PolicyDocumentOf['stages'][number]['rules']

function withRules(
  document: PolicyDocumentOf,
  stage: number,
  change: (rules: Rules) => Rules,
): PolicyDocumentOf {
  return {
    ...document,
    stages: document.stages.map((one, at) => (at === stage ? { ...one, rules: change(one.rules) } : one)),
  }
}

/** Cells, rules and tests in which two documents differ. */
export function changesOf(before: PolicyDocumentOf, after: PolicyDocumentOf): number {
  let changes = 0
  for (const stage of after.stages) {
    const old = before.stages.find(({ id }) => id === stage.id)
    const rules = new Map(old?.rules.map((rule) => [rule.id, rule]))
    for (const rule of stage.rules) {
      const was = rules.get(rule.id)
      if (was === undefined) changes++
      else
        for (const column of new Set([...Object.keys(was.cells), ...Object.keys(rule.cells)]))
          if ((was.cells[column] ?? '') !== (rule.cells[column] ?? '')) changes++
      rules.delete(rule.id)
    }
    changes += rules.size
  }
  return changes + (JSON.stringify(before.tests) === JSON.stringify(after.tests) ? 0 : 1)
}
