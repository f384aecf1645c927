/** Which way a feature moves the score, in words. */
import type { FeatureInfo } from '@pratibimba/contract'

export const monotoneWords = {
  increasing: 'Rises with it',
  decreasing: 'Falls with it',
  free: 'Either way',
} as const satisfies Record<FeatureInfo['monotone'], string>

export const monotoneSentences = {
  increasing: 'A higher value never lowers the score; the trees are held to it.',
  decreasing: 'A higher value never raises the score; the trees are held to it.',
  free: 'The trees decide; no direction is imposed.',
} as const satisfies Record<FeatureInfo['monotone'], string>
