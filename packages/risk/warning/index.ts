/** Early warning: who will miss a payment within thirty days, how surely, why, and when. */
export type { FeatureMatrix, PanelRows, WarningFeature, WarningPanel } from './panel.ts'
