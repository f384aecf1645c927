/** Whether a real answer is what the contract says. */
import { type OperationName, operations, Problem } from '@pratibimba/contract'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'

const ajv = new Ajv({ allErrors: true, strict: false })
addFormats.default(ajv)

/** Expects the declared reply of an operation; answers it. */
export function expectReply<T = Record<string, unknown>>(
  name: OperationName,
  response: LightMyRequestResponse,
  status = 200,
): T {
  expect(response.statusCode, response.body.slice(0, 2000)).toBe(status)
  const { reply } = operations[name] as { reply: object }
  const body = response.json()
  const validate = ajv.compile(reply)
  expect(validate(body) ? [] : validate.errors).toEqual([])
  return body as T
}

/** Expects a problem with its code; answers it. */
export function expectProblem(response: LightMyRequestResponse, status: number, code: string): Problem {
  expect(response.statusCode, response.body.slice(0, 2000)).toBe(status)
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = response.json<Problem>()
  const validate = ajv.compile(Problem)
  expect(validate(problem) ? [] : validate.errors).toEqual([])
  expect(problem.error_code).toBe(code)
  expect(problem.status).toBe(status)
  expect(response.body).not.toMatch(/\bat .+\.(ts|js):\d+|node_modules/)
  return problem
}
