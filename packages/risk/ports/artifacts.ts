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
   */
  scratchPath(filename: string): Promise<string>
  /** Hashes and renames a scratch file. @throws when the key is taken: an artifact is written once. */
  commit(scratchPath: string, ownerId: string, filename: string): Promise<Artifact>
  stat(ownerId: string, filename: string): Promise<Artifact | undefined>
  list(ownerId: string): Promise<Artifact[]>
  read(ownerId: string, filename: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** A local path for engines that read files themselves. */
  localPath(ownerId: string, filename: string): Promise<string>
  /** Removes everything of one owner. */
  remove(ownerId: string): Promise<void>
}
