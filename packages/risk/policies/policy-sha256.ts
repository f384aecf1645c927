/** The fingerprint of a policy document. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PolicyDocument } from './policy.ts'

/** SHA-256 of the canonical JSON (RFC 8785) of a document, hexadecimal. The order of keys does not matter. */
export function policySha256(document: PolicyDocument): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(document))))
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
  return `{${members.join()}}`
}
