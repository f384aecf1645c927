/** Features as SQL. */
export type { Relation } from './dialect.ts'
export type { FeatureSource } from './feature-source.ts'
export { featureSql } from './feature-sql.ts'
