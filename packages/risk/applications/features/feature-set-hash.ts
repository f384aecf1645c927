/** Which features a model was trained on: what they are called and what they are made of. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { RowFeatureSet } from '../../features/rows/index.ts'
import { applicationFeatures } from './catalogue.ts'

/** SHA-256 over fields and features in their order; titles and reasons do not count. Hexadecimal. */
export function featureSetHash<Field extends string>(
  { fields, features }: RowFeatureSet<Field> = applicationFeatures as unknown as RowFeatureSet<Field>,
): string {
  const parts = [fields, features.map(({ id, kind, monotone, value }) => [id, kind, monotone, value])]
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))))
}
