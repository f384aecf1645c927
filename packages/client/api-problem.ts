/** What a call throws when the server refuses it. */
import type { Problem } from '@pratibimba/contract'

export class ApiProblem extends Error {
  readonly problem: Problem
  /** Seconds to wait before trying again, where the server says so. */
  readonly retryAfterSeconds?: number
  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The problem of an unsuccessful response; one is made up where the answer is not ours (a proxy's page). */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const seconds = Number.isFinite(retryAfter) ? retryAfter : undefined
  const text = await response.text()
  const problem = parseProblem(text)
  if (problem !== undefined) return new ApiProblem(problem, seconds)
  return new ApiProblem(
    {
      type: 'about:blank',
      title: response.statusText || 'Unexpected answer',
      status: response.status,
      detail: `The server answered ${response.status} without a problem document.`,
      instance: response.headers.get('x-request-id') ?? '',
      error_code: 'internal',
      timestamp: new Date().toISOString(),
    },
    seconds,
  )
}

function parseProblem(text: string): Problem | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const known = typeof parsed === 'object' && parsed !== null && 'error_code' in parsed && 'detail' in parsed
  return known ? (parsed as Problem) : undefined
}
