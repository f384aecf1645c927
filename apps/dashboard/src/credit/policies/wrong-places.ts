/** Where in a document the server found something that is no rule. */
import type { ApiProblem } from '@pratibimba/client'
import type { PolicyDocumentOf } from './policy-types.ts'

export interface WrongPlace {
  readonly stage: string
  readonly rule?: string
  readonly column?: string
}

/** Reads `/document/stages/3/rules/1/cells/age`, by number or by id. */
export function wrongPlaces({ problem }: ApiProblem, { stages }: PolicyDocumentOf): WrongPlace[] {
  return (problem.errors ?? []).flatMap(({ pointer }) => {
    const [, stagePart, rulePart, column] =
      /\/stages\/([^/]+)(?:\/rules\/([^/]+))?(?:\/(?:cells|columns)\/([^/]+))?/.exec(pointer) ?? []
    if (stagePart === undefined) return []
    const stage = stages.find(({ id }) => id === stagePart) ?? stages[Number(stagePart)]
    if (stage === undefined) return []
    const rule = stage.rules.find(({ id }) => id === rulePart) ?? stage.rules[Number(rulePart)]
    return [{ stage: stage.id, rule: rulePart === undefined ? undefined : rule?.id, column }]
  })
}
