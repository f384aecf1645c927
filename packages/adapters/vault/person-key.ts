/** The key of a person, in use. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { PersonKey } from '@pratibimba/risk/ports'
import { decrypt, decryptWhole, encrypt, encryptWhole } from './envelope.ts'

export interface HeldKey extends PersonKey {
  readonly customerId: string
}

/** @param bytes 32; not kept by the caller */
export function personKey(person: string, bytes: Buffer, sealedCustomer: Uint8Array): HeldKey {
  const macKey = secret(Buffer.from(hkdfSync('sha256', bytes, '', 'content of a person', 32)))
  const key = secret(bytes)
  const about = Buffer.from(person)
  return {
    person,
    customerId: decryptWhole(key, sealedCustomer, `customer ${person}`).toString(),
    seal: (plain) => ({ person, ...encrypt(key, plain, about) }),
    unseal(sealed) {
      if (sealed.person !== person)
        throw new Error(`What was sealed for ${sealed.person} does not open for ${person}.`)
      return decrypt(key, sealed.nonce, sealed.ciphertext, about)
    },
    mac: (content) => createHmac('sha256', macKey).update(content).digest('hex'),
  }
}

export function sealCustomer(person: string, bytes: Buffer, customerId: string): Buffer {
  return encryptWhole(createSecretKey(bytes), Buffer.from(customerId), `customer ${person}`)
}

/** Wipes the bytes, which are in the key object now. */
function secret(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return key
}
