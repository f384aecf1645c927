/** A directory that is no lake, or one that cannot be used. */

export type LakeErrorCode =
  | 'not_a_lake'
  | 'lake_unfinished'
  | 'lake_version'
  | 'lake_damaged'
  | 'lake_exists'
  | 'bucket_missing'

/** The message is fit for a user: it names the file and what to do. */
export class LakeError extends Error {
  readonly code: LakeErrorCode
  constructor(code: LakeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'LakeError'
    this.code = code
  }
}
