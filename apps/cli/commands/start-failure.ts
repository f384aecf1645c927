/** Why the system could not be opened, for whoever started it. */
import { DirectoryInUse } from '@pratibimba/adapters/embedded'
import { DatabaseUnusable } from '@pratibimba/adapters/postgres'
import { SettingsError } from '@pratibimba/server'
import { CommandFailure, UsageError } from '../command-line/failures.ts'

/** @returns what to throw instead; anything unforeseen as it is */
export function startFailure(error: unknown): unknown {
  if (error instanceof DirectoryInUse) return new CommandFailure('directory_in_use', error.message)
  if (error instanceof SettingsError) return new UsageError(error.message)
  if (error instanceof DatabaseUnusable) return new CommandFailure('database_unusable', error.message)
  return error
}
