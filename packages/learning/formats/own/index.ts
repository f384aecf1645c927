/** Our own model files. */
export { isModelFile, parseModel, serializeModel } from './model-file.ts'
export type { PlainData } from './plain-data.ts'
