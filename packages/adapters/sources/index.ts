/** Sources of what an applicant does not say: files and services. */
export { type FileSourceOptions, openFileSource } from './file-source.ts'
export { type HttpSourceOptions, openHttpSource } from './http-source.ts'
