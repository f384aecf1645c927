/** Files of the data directory. */
export { openArtifactStore } from './artifact-store.ts'
export { codeSha256 } from './code-sha256.ts'
export { DirectoryUnusable, makeDirectory } from './make-directory.ts'
