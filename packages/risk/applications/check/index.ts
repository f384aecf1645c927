/** Applications against what a schema cannot say. */
export { type CheckedApplication, checkApplication, EARLIEST_BIRTH } from './check-application.ts'
