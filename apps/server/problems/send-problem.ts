/** Problems on the wire: RFC 9457 with the fields users know. */
import { type Problem, problems } from '@pratibimba/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { faultOf } from './problem-of.ts'

/** Answers an error as a problem document and logs it with the request id, without bodies. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  now: Date,
): FastifyReply {
  const fault = faultOf(error)
  const { status, title } = problems[fault.code]
  const problem: Problem = {
    type: `urn:pratibimba:problem:${fault.code}`,
    title,
    status,
    detail: fault.detail,
    instance: `urn:pratibimba:request:${request.id}`,
    error_code: fault.code,
    timestamp: now.toISOString(),
    ...(ofInferenceProtocol(request.url) ? { error: fault.detail } : {}),
    ...(fault.errors === undefined ? {} : { errors: [...fault.errors] }),
  }
  if (status >= 500) request.log.error({ err: error, error_code: fault.code }, 'request failed')
  else request.log.info({ error_code: fault.code, status }, 'request refused')
  if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', String(fault.retryAfterSeconds))
  // A serializer of its own: the route's reply schema is for success.
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem)
}

/** Clients of the Open Inference Protocol look for what went wrong in `error`; RFC 9457 lets a problem hold it beside its own. */
function ofInferenceProtocol(url: string): boolean {
  return /^\/v2(?:[/?]|$)/.test(url)
}
