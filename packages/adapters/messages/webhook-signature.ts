/** What proves to the receiver that a message is ours and fresh. */
import { createHmac } from 'node:crypto'

/**
 * Value of the header `x-pratibimba-signature`.
 *
 *   t=<seconds since 1970>,v1=HMAC-SHA-256(secret, "<t>.<body>") in hexadecimal
 *
 * The receiver computes it again over the bytes it got, compares in constant time, and refuses what is too old.
 */
export function webhookSignature(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000)
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${digest}`
}
