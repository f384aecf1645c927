/** AES-256-GCM with a random nonce of 12 bytes and a tag of 16; what it is about is bound to it. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** @param about bound to the ciphertext: it opens for the same only */
export function encrypt(key: KeyObject, plain: Uint8Array, about: Uint8Array) {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(about)
  const body = cipher.update(plain)
  cipher.final()
  return { nonce, ciphertext: Buffer.concat([body, cipher.getAuthTag()]) }
}

/** @throws Error when nonce, ciphertext or what it is about are not those of the encryption, or the key is another */
export function decrypt(
  key: KeyObject,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  about: Uint8Array,
): Buffer {
  if (nonce.length !== nonceBytes || ciphertext.length < tagBytes) throw new Error(altered)
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(about)
  decipher.setAuthTag(ciphertext.subarray(ciphertext.length - tagBytes))
  const plain = decipher.update(ciphertext.subarray(0, ciphertext.length - tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw new Error(altered)
  }
}

const altered = 'What was sealed was altered, or belongs to another person.'

/** Nonce and ciphertext in one. */
export function encryptWhole(key: KeyObject, plain: Uint8Array, about: string): Buffer {
  const { nonce, ciphertext } = encrypt(key, plain, Buffer.from(about))
  return Buffer.concat([nonce, ciphertext])
}

/** @throws Error as `decrypt` does */
export function decryptWhole(key: KeyObject, whole: Uint8Array, about: string): Buffer {
  return decrypt(key, whole.subarray(0, nonceBytes), whole.subarray(nonceBytes), Buffer.from(about))
}
