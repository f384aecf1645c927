/** Files of the data directory. */
export { openArtifactStore } from './artifact-store.ts'
