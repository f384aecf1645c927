/** Sums of gradients over bins. */
export {
  featureShare,
  type Histograms,
  histogramBins,
  histogramBytes,
  histogramSetBytes,
  openHistograms,
} from './histograms.ts'
