/** Up to a thousand applications of one request: decided beside each other, recorded together, or not at all. */
import {
  CreditApplication,
  type ExplanationDepth,
  type FieldError,
  type Operations,
  ProblemError,
  type ReplyOf,
} from '@pratibimba/contract'
import { checkerOf } from '../routes/validation.ts'
import type { Deciding, MadeDecision } from './deciding.ts'
import { replyOf } from './decision-reply.ts'

/** Under way at the same time: decisions wait for keys and sources, and others want to be served. */
const AT_A_TIME = 16

const check = checkerOf(CreditApplication)

/** @param record commits all of them */
export async function decideBatch(
  deciding: Deciding,
  applications: readonly unknown[],
  explain: ExplanationDepth,
  actor: string,
  record: (made: readonly MadeDecision[]) => Promise<void>,
): Promise<ReplyOf<Operations['scoreApplications']>> {
  const made: (MadeDecision | undefined)[] = new Array(applications.length)
  const refused: { place: number; pointer: string; detail: string }[] = []
  const refuse = (place: number, errors: readonly FieldError[]) =>
    refused.push(...errors.map(({ pointer, detail }) => ({ place, pointer, detail })))
  let next = 0
  const work = async () => {
    for (let place = next++; place < applications.length; place = next++) {
      const application = applications[place]
      const errors = check(application)
      if (errors.length > 0) {
        refuse(place, errors)
        continue
      }
      const asked = { application: application as CreditApplication, explain, actor }
      try {
        made[place] = await deciding.make(asked, 'batch')
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'out_of_range')) throw error
        refuse(place, error.errors ?? [{ pointer: '', detail: error.message }])
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  const decided = made.filter((one) => one !== undefined)
  if (decided.length > 0) await record(decided)
  return {
    decisions: decided.map(({ content, record: own }) => replyOf(content.answer, own)),
    refused: refused.sort((a, b) => a.place - b.place),
  }
}
