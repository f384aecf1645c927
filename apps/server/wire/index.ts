/** Requests between wire and domain, for everyone who receives them. */
export { dateOf, generationConfig } from './generation.ts'
export { correctionsFromWire, relationshipFromWire } from './upload.ts'
