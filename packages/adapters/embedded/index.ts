/** What runs inside our own process or beside it, installed by npm alone. */
export { DirectoryInUse, type OwnerLock, takeOwnership } from './owner-lock.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './postgres-server.ts'
