/** Features of a lake's customers. */
export {
  computeFeatures,
  type FeatureEngine,
  type FeatureOptions,
  featureEngines,
} from './compute-features.ts'
export { paymentColumns, paymentReader, transactionColumns, transactionReader } from './event-rows.ts'
export { featureColumns } from './feature-frame.ts'
export { kernelFeatures } from './kernel-features.ts'
export { streamFeatures } from './stream-features.ts'
