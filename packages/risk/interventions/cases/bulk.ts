/** One step in many cases: each succeeds or is refused by itself. */
import type { InterventionCase } from './intervention-case.ts'
import { type StepContext, type StepRequest, type StepResult, takeStep } from './take-step.ts'

export interface BulkItem {
  readonly case: InterventionCase
  readonly context: StepContext
  readonly version?: number
}

/**
 * Takes the same step in each case, in the given order. A case that appears twice is stepped once: the key of the request
 * makes the second a repeat, and so makes the whole safe to send again after a failure midway.
 *
 * @param request its key is what a repeated delivery is known by
 * @returns one result an item, in their order
 */
export function takeStepInAll(
  items: readonly BulkItem[],
  request: StepRequest & { readonly key: string },
): StepResult[] {
  const present = new Map<string, InterventionCase>()
  return items.map((item) => {
    const one = present.get(item.case.id) ?? item.case
    const result = takeStep(one, { ...request, version: item.version ?? request.version }, item.context)
    if (result.taken) present.set(one.id, result.case)
    return result
  })
}
