/** Errors that are fit for a user stay what they are on their way out of a thread; a copy alone loses class and code. */
import { TableError, type TableErrorCode } from '@pratibimba/risk/ports'
import { LakeError, type LakeErrorCode } from '../lake/lake-error.ts'

export type ErrorKind =
  | { readonly of: 'lake'; readonly code: LakeErrorCode }
  | { readonly of: 'table'; readonly code: TableErrorCode; readonly line?: number; readonly column?: string }

/** @returns undefined for errors that nobody tells apart */
export function kindOfError(error: unknown): ErrorKind | undefined {
  if (error instanceof LakeError) return { of: 'lake', code: error.code }
  if (error instanceof TableError)
    return { of: 'table', code: error.code, line: error.line, column: error.column }
  return undefined
}

/** @param error the copy that arrived */
export function errorOfKind(error: unknown, kind: ErrorKind | undefined): unknown {
  if (kind === undefined || !(error instanceof Error)) return error
  if (kind.of === 'lake') return new LakeError(kind.code, error.message, error)
  return new TableError(kind.code, error.message, { line: kind.line, column: kind.column })
}
