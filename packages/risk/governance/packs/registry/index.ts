/** Every rule pack: one file a pack, one line here. */
import type { RulePackEntry } from '../rule-pack.ts'
import { euAiAct } from './eu-ai-act.ts'
import { euGdpr22 } from './eu-gdpr-22.ts'
import { inRbiDigitalLending } from './in-rbi-digital-lending.ts'
import { inRbiModelRisk2024 } from './in-rbi-model-risk-2024.ts'
import { inRbiModelRisk2026 } from './in-rbi-model-risk-2026.ts'
import { ukSs123 } from './uk-ss1-23.ts'
import { usRegB } from './us-reg-b.ts'
import { usSr117 } from './us-sr-11-7.ts'
import { usSr262 } from './us-sr-26-2.ts'

export const rulePacks: readonly RulePackEntry[] = [
  usRegB,
  usSr262,
  ukSs123,
  euGdpr22,
  euAiAct,
  inRbiDigitalLending,
  inRbiModelRisk2026,
  inRbiModelRisk2024,
  usSr117,
]
