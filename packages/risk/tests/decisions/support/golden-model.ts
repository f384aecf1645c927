/** The model of the golden records, read from its file, and a decider with it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Decider,
  openCreditModel,
  openDecider,
  reasonTableOf,
  sha256Of,
} from '../../../decisions/index.ts'
import { catalogue } from './applicants.ts'
import { threeThresholds } from './three-thresholds.ts'

export const modelPath = fileURLToPath(new URL('../fixtures/golden-model.bin', import.meta.url))
export const recordsPath = fileURLToPath(new URL('../fixtures/golden-records.json', import.meta.url))

export function goldenModel() {
  const bytes = new Uint8Array(readFileSync(modelPath))
  return { bytes, model: openCreditModel(bytes), sha256: sha256Of(bytes) }
}

export function goldenDecider(): { decider: Decider; modelSha256: string; policySha256: string } {
  const { model, sha256 } = goldenModel()
  const decider = openDecider({
    model,
    modelVersion: 'cd-20260101-0001',
    policy: threeThresholds,
    policyName: 'three-thresholds',
    policyVersion: 1,
    reasonTable: reasonTableOf('2026-1'),
    features: catalogue,
  })
  return { decider, modelSha256: sha256, policySha256: '00'.repeat(32) }
}
