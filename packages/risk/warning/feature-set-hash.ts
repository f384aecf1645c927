/** Which features a model was trained on: what they are called and what they are made of. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type FeatureSet, SIGNAL_WEEKS } from '../features/index.ts'

/** SHA-256 over measures, signals in every week, and features, in their order; titles do not count. Hexadecimal. */
export function featureSetHash({ measures, signals, features }: FeatureSet): string {
  const parts = [
    measures.map(({ title, ...measure }) => measure),
    signals.map(({ id, high, week }) => [id, high, Array.from({ length: SIGNAL_WEEKS }, (_, w) => week(w))]),
    features.map(({ id, monotone, value }) => [id, monotone, value]),
  ]
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))))
}
