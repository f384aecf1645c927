/** Finished files, written once and hashed. Embedded adapter: the filesystem. */

/** A stored file: `key` is `<owner id>/<filename>`, both checked by the adapter. */
export interface Artifact {
  readonly key: string
  readonly bytes: number
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
}

export interface ByteRange {
  /** First byte, inclusive. */
  readonly start: number
  /** Last byte, inclusive. */
  readonly end: number
}

export interface ArtifactStore {
  /**
   * A scratch path on the local disk on which a producer writes; `commit` moves it under its final key.
   * Scratch files of a crashed process are removed at start-up.
   *
   * @throws ArtifactError `invalid_name`
   */
  scratchPath(filename: string): Promise<string>
  /**
   * Hashes a scratch file, makes it durable and moves it under its key.
   *
   * @throws ArtifactError `taken`: an artifact is written once; `disk_full`; `not_scratch`: the path did not come from `scratchPath`
   */
  commit(scratchPath: string, ownerId: string, filename: string): Promise<Artifact>
  stat(ownerId: string, filename: string): Promise<Artifact | undefined>
  list(ownerId: string): Promise<Artifact[]>
  /** @throws ArtifactError `not_found`; `invalid_range`: the file does not have these bytes */
  read(ownerId: string, filename: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** A local path for engines that read files themselves. @throws ArtifactError `not_found` */
  localPath(ownerId: string, filename: string): Promise<string>
  /** Removes everything of one owner. */
  remove(ownerId: string): Promise<void>
}

export type ArtifactErrorCode =
  | 'invalid_name'
  | 'invalid_range'
  | 'not_found'
  | 'not_scratch'
  | 'taken'
  | 'disk_full'

/** An artifact that cannot be stored or read. The message is fit for a user and holds no path outside the store. */
export class ArtifactError extends Error {
  readonly code: ArtifactErrorCode
  constructor(code: ArtifactErrorCode, message: string) {
    super(message)
    this.name = 'ArtifactError'
    this.code = code
  }
}
