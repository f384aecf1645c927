/** Signed notes of how far the audit chain reached, kept as files outside the database. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ChainHead } from './audit-chain.ts'
import { canonicalJson } from './canonical-json.ts'

interface Checkpoint extends ChainHead {
  readonly at: string
  /** Ed25519 over the canonical JSON of {at, hash, sequence}, base64. */
  readonly signature: string
}

export interface CheckpointStore {
  /** @throws Error when it was removed or changed: nothing after it is signed until it is restored */
  last(): Promise<ChainHead>
  /** Signs a head. Nothing happens when it is no further than the last one. */
  write(head: ChainHead, at: Date): Promise<void>
  /** In order of their sequence. `problem` says why a file cannot be trusted. */
  read(): Promise<{ checkpoints: readonly ChainHead[]; problem?: string }>
}

/** Every so many entries a checkpoint is kept for good; between them only the last one is. */
const keptEvery = 1_000

/**
 * Files of the directory: `audit-key.pem` (private, mode 600), `audit-key.pub.pem` (for an auditor), `head.json` (the
 * last checkpoint, replaced), `checkpoints.jsonl` (kept ones, appended to).
 *
 * Whoever holds the private key can sign a forged chain: copy `head.json` to write-once storage, or mount the
 * directory from a place that the database's administrators cannot write.
 *
 * @param begin the head to sign when the directory is new; from then on a missing checkpoint means that it was removed
 * @throws Error when the directory holds checkpoints but no key
 */
export async function openCheckpoints(
  directory: string,
  begin: () => Promise<{ head: ChainHead; at: Date }>,
): Promise<CheckpointStore> {
  const keyPath = join(directory, 'audit-key.pem')
  if (!existsSync(keyPath)) {
    if (existsSync(directory) && (await readdir(directory)).length > 0)
      throw new Error(
        `${directory} holds checkpoints of the audit log but not their key (audit-key.pem). ` +
          'Restore the key, or move the directory away to begin anew.',
      )
    await beginDirectory(directory, await begin())
  }
  const privateKey = createPrivateKey(await readFile(keyPath, 'utf8'))
  const headPath = join(directory, 'head.json')
  const keptPath = join(directory, 'checkpoints.jsonl')
  const publicKey = createPublicKey(privateKey)
  const parse = (text: string): Checkpoint | undefined => {
    try {
      const checkpoint = JSON.parse(text) as Checkpoint
      const signature = Buffer.from(checkpoint.signature, 'base64')
      return verify(null, Buffer.from(signedText(checkpoint)), publicKey, signature) ? checkpoint : undefined
    } catch {
      return undefined
    }
  }
  const readHead = async () => (existsSync(headPath) ? parse(await readFile(headPath, 'utf8')) : undefined)
  const trustedHead = async () => {
    const head = await readHead()
    if (head === undefined)
      throw new Error(
        `The last checkpoint of the audit log, ${headPath}, was removed or bears no valid signature. Restore it, or move the directory away to begin anew.`,
      )
    return head
  }
  let lastKept: number | undefined

  return {
    last: trustedHead,

    async write(head, at) {
      const last = await trustedHead()
      if (last.sequence >= head.sequence) return
      const line = signedLine(head, at, privateKey)
      await writeFile(`${headPath}.new`, line, { mode: 0o600, flush: true })
      await rename(`${headPath}.new`, headPath)
      lastKept ??= last.sequence
      if (Math.floor(head.sequence / keptEvery) > Math.floor(lastKept / keptEvery)) {
        await appendFile(keptPath, `${line}\n`, { mode: 0o600, flush: true })
        lastKept = head.sequence
      }
    },

    async read() {
      if (!existsSync(headPath))
        return { checkpoints: [], problem: 'the last checkpoint (head.json) was removed' }
      const head = await readHead()
      if (head === undefined)
        return { checkpoints: [], problem: 'the last checkpoint (head.json) bears no valid signature' }
      const lines = existsSync(keptPath) ? (await readFile(keptPath, 'utf8')).split('\n').slice(0, -1) : []
      const kept = lines.map(parse)
      const forged = kept.indexOf(undefined)
      if (forged >= 0)
        return {
          checkpoints: [head],
          problem: `checkpoint ${forged + 1} of checkpoints.jsonl bears no valid signature`,
        }
      const checkpoints = [...(kept as Checkpoint[]), head].sort((a, b) => a.sequence - b.sequence)
      return { checkpoints }
    },
  }
}

const signedText = ({ at, hash, sequence }: Omit<Checkpoint, 'signature'>) =>
  canonicalJson({ at, hash, sequence })

function signedLine(head: ChainHead, at: Date, privateKey: KeyObject): string {
  const unsigned = { sequence: head.sequence, hash: head.hash, at: at.toISOString() }
  return JSON.stringify({
    ...unsigned,
    signature: sign(null, Buffer.from(signedText(unsigned)), privateKey).toString('base64'),
  })
}

/** Key and first checkpoint appear together, by one rename. */
async function beginDirectory(directory: string, { head, at }: { head: ChainHead; at: Date }): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  await mkdir(dirname(directory), { recursive: true })
  const draft = await mkdtemp(`${directory}.new-`)
  const put = (name: string, content: string, mode: number) =>
    writeFile(join(draft, name), content, { mode, flush: true })
  await put('audit-key.pub.pem', publicKey.export({ type: 'spki', format: 'pem' }) as string, 0o644)
  await put('audit-key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600)
  await put('head.json', signedLine(head, at, privateKey), 0o600)
  await rm(directory, { recursive: true, force: true })
  await rename(draft, directory)
}
