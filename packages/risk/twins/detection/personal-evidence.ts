/** Which kind of personal data a column holds, by its name and by its values. */
import type { ColumnProfile } from './column-profile.ts'
import { personNames } from './person-names.ts'
import { DETECTORS, type PersonalEvidence } from './personal-detectors.ts'
import { matchingShare, percent } from './shares.ts'

/** The evidence for personal data in a column, or undefined where there is none. */
export function personalEvidence(profile: ColumnProfile): PersonalEvidence | undefined {
  const { texts, words, distinct } = profile
  if (texts.length === 0) return undefined
  for (const detector of DETECTORS) {
    const named = detector.named(words)
    if (!named && (detector.alone === undefined || distinct < detector.alone.values)) continue
    const share = matchingShare(texts, detector.matches)
    if (named ? share < detector.shareNamed : share < detector.alone!.share) continue
    const found = `${percent(share)} of the values look like ${detector.what}`
    return {
      kind: detector.kind,
      confidence: named ? 0.7 + 0.29 * share : 0.9 * share,
      reason: named ? `the name says so and ${found}` : `${found}`,
    }
  }
  return personNames(profile)
}
