/** Words, JSON and exit code for anything a command can throw. */
import { ApiProblem } from '@pratibimba/client'
import { InvalidSettings, UnreachableTarget } from '@pratibimba/risk/portfolios'
import { TableError } from '@pratibimba/risk/ports'
import { CommanderError } from 'commander'
import { CommandFailure, exitCodes, UsageError } from './failures.ts'

export interface Failure {
  readonly exitCode: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof CommanderError || error instanceof UsageError || error instanceof InvalidSettings)
    return failure(
      exitCodes.wrongUsage,
      'wrong_usage',
      error.message,
      'errors' in error ? error.errors : undefined,
    )
  if (error instanceof UnreachableTarget)
    return failure(exitCodes.failed, 'unreachable_target', error.message)
  if (error instanceof TableError) return failure(exitCodes.failed, error.code, error.message)
  if (error instanceof CommandFailure) return failure(exitCodes.failed, error.code, error.message)
  if (error instanceof ApiProblem)
    return failure(exitCodes.failed, error.problem.error_code, error.message, error.problem.errors)
  if (error instanceof RangeError) return failure(exitCodes.failed, 'unusable_data', error.message)
  if (error instanceof TypeError && error.message === 'fetch failed')
    return failure(
      exitCodes.failed,
      'unavailable',
      'The server cannot be reached; check the address of --server.',
    )
  return unexpected(error)
}

function failure(exitCode: number, code: string, detail: string, errors?: unknown): Failure {
  return {
    exitCode,
    text: detail,
    json: { error_code: code, detail, ...(errors === undefined ? {} : { errors }) },
  }
}

/** A defect of ours: the stack helps whoever reports it, and goes to stderr only. */
function unexpected(error: unknown): Failure {
  const known = error instanceof Error ? error : new Error(String(error))
  return {
    exitCode: exitCodes.failed,
    text: `Something failed on our side: ${known.stack ?? known.message}`,
    json: { error_code: 'internal', detail: known.message },
  }
}
