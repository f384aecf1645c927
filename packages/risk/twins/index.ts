/** Statistical twins of tables: learnt once, drawn in any number of rows. */
export * from './anonymity/index.ts'
export * from './detection/index.ts'
export { type FitOptions, fitTwin } from './fit-twin.ts'
export type { TwinModel } from './model.ts'
export { sampleRows } from './sampling/sample-rows.ts'
export { type SampleOptions, sampleTwin, type TwinChunk } from './sampling/sample-twin.ts'
export { type TwinPiece, type TwinSetup, twinRows } from './sampling/twin-rows.ts'
export type * from './schema.ts'
