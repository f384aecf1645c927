/** Takes a step in a case at the version it was seen at; when someone else was first, says who. */
import { ApiProblem } from '@pratibimba/client'
import type { InterventionDetail } from '@pratibimba/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../api/client.ts'
import { interventionQuery } from '../../../api/warning-queries.ts'
import { freshKey } from '../../parts/fresh-key.ts'
import { requestOf, type StepFields } from './step-fields.ts'
import type { CaseAction } from './step-words.ts'

export type ForeignStep = InterventionDetail['events'][number]

interface Step {
  readonly action: CaseAction
  readonly fields: StepFields
}

export function useStep({ intervention }: InterventionDetail, onTaken: () => void) {
  const queries = useQueryClient()
  const { id, version } = intervention
  const [foreign, setForeign] = useState<ForeignStep>()
  const present = interventionQuery(id)
  const step = useMutation({
    mutationFn: ({ action, fields }: Step) =>
      client.stepIntervention({
        params: { intervention_id: id },
        body: requestOf(action, fields, version, freshKey()),
      }),
    onSuccess: async (detail) => {
      setForeign(undefined)
      queries.setQueryData(present.queryKey, detail)
      onTaken()
      await queries.invalidateQueries({ queryKey: ['warning'] })
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem) || error.problem.status !== 409) return
      const fresh = await queries.fetchQuery({ ...present, staleTime: 0 })
      if (fresh.intervention.version !== version) setForeign(fresh.events.at(-1))
    },
  })
  return { ...step, foreign }
}

/** Whether the server refused for want of a reason to override a cool-down. */
export function asksForReason(error: unknown): boolean {
  return error instanceof ApiProblem && /cool-down|override/i.test(error.problem.detail)
}
