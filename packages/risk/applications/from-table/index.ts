/** A bank's own tables. */
export {
  type ApplicationColumn,
  type ApplicationMapping,
  ApplicationMappingError,
  applicationColumns,
  proposeApplicationMapping,
  readApplicationMapping,
  requiredColumns,
} from './columns.ts'
export type { RefusedRow } from './read-rows.ts'
export {
  type ApplicationTable,
  type CreditTable,
  type PlainTable,
  type TableOptions,
  tableOfApplications,
} from './table-of-applications.ts'
