/** Which features a model was trained on: what they are called and what they are made of. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { FeatureDefinition } from '../features/index.ts'
import type { WarningFeature } from './panel.ts'

/** SHA-256 over ids, directions and, where they are given, expressions, in their order; hexadecimal. */
export function featureSetHash(
  features: readonly (WarningFeature & Partial<Pick<FeatureDefinition, 'value'>>)[],
): string {
  const parts = features.map(({ id, monotone, value }) => [id, monotone, value ?? null])
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))))
}
