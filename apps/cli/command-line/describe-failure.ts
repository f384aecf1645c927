/** Words, JSON and exit code for anything a command can throw. */
import { DirectoryUnusable } from '@pratibimba/adapters/filesystem'
import { LakeError } from '@pratibimba/adapters/lake'
import { ApiProblem } from '@pratibimba/client'
import { DataError } from '@pratibimba/learning/data'
import { ModelFileError } from '@pratibimba/learning/formats'
import { InvalidSettings, UnreachableTarget } from '@pratibimba/risk/portfolios'
import { TableError } from '@pratibimba/risk/ports'
import { CommanderError } from 'commander'
import { CommandFailure, exitCodes, Interrupted, UsageError } from './failures.ts'

export interface Failure {
  readonly exitCode: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof Interrupted) return failure(error.exitCode, 'interrupted', error.message)
  if (error instanceof CommanderError && error.code === 'commander.help')
    return failure(exitCodes.wrongUsage, 'wrong_usage', 'A command is needed; --help lists them.')
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
  if (error instanceof LakeError) return failure(exitCodes.failed, error.code, error.message)
  if (error instanceof DataError) return failure(exitCodes.failed, 'unusable_data', error.message)
  if (error instanceof ModelFileError) return failure(exitCodes.failed, 'unusable_model', error.message)
  if (error instanceof CommandFailure) return failure(exitCodes.failed, error.code, error.message)
  if (error instanceof ApiProblem)
    return failure(exitCodes.failed, error.problem.error_code, error.message, error.problem.errors)
  if (error instanceof RangeError) return failure(exitCodes.failed, 'unusable_data', error.message)
  if (error instanceof DirectoryUnusable) return failure(exitCodes.failed, 'unwritable', error.message)
  const system = systemFailure(error)
  if (system !== undefined) return failure(exitCodes.failed, ...system)
  if (error instanceof TypeError && error.message === 'terminated')
    return failure(
      exitCodes.failed,
      'unavailable',
      'The server broke off in the middle of its answer; try again.',
    )
  if (error instanceof TypeError && error.message === 'fetch failed')
    return failure(
      exitCodes.failed,
      'unavailable',
      'The server cannot be reached; check the address of --server.',
    )
  return unexpected(error)
}

/** What the system refused, in words: code and detail. */
function systemFailure(error: unknown): [string, string] | undefined {
  const { code, path, syscall } = error as { code?: string; path?: string; syscall?: string }
  if (syscall === undefined) return undefined
  const what = path === undefined ? 'a file' : path
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return ['disk_full', `The disk is full; ${what} was not written.`]
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
    case 'ENOTDIR':
      return ['unwritable', `${what} cannot be used (${code}).`]
    case 'ENOENT':
      return ['file_missing', `There is no ${what}.`]
    default:
      return undefined
  }
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
