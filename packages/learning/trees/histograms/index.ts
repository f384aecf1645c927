/** Sums of gradients over bins. */
export {
  featureShare,
  fetchBytes,
  type Histograms,
  histogramBins,
  histogramBytes,
  histogramSetBytes,
  openHistograms,
} from './histograms.ts'
