/** Files of the data directory. */
export { openArtifactStore } from './artifact-store.ts'
export { DirectoryUnusable, makeDirectory } from './make-directory.ts'
