/** Features of applications: a catalogue as data, and three engines that read it to the same numbers. */
export * from './catalogue.ts'
export { completedYears } from './completed-years.ts'
export { featureColumns } from './feature-columns.ts'
export { type ApplicationReader, featureRow, openApplicationReader } from './feature-row.ts'
export { featureSetHash } from './feature-set-hash.ts'
export { applicationFeatureSql } from './feature-sql.ts'
export {
  APPLICATION_DATE,
  type ApplicationField,
  applicationFields,
  RECENT_DAYS,
  sourceValueNames,
} from './fields.ts'
export type { ApplicationExtras } from './read-application.ts'
