/** Where key-encryption keys are kept: a file, or another place that can hand out 32 bytes by id. */
import { createHash } from 'node:crypto'

export interface WrappingKeys {
  /** Of the place, for messages. */
  readonly name: string
  /** @throws VaultUnusable when the place cannot be read */
  get(id: string): Promise<Buffer | undefined>
  /** Any key that is there, or one that is made now; for a database that has none yet. */
  first(): Promise<Buffer>
  /** Durable when it resolves. */
  add(key: Uint8Array): Promise<void>
  /** Forgets all others. */
  keepOnly(id: string): Promise<void>
}

/** Of a key: the beginning of a SHA-256, which tells nothing of the key. */
export function keyId(key: Uint8Array): string {
  return createHash('sha256').update('pratibimba wrapping key\0').update(key).digest('hex').slice(0, 16)
}
