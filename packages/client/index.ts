/** The typed SDK of the platform. */
export * from './api-problem.ts'
export * from './client.ts'
export * from './fintech-client.ts'
export type { Client, ClientSettings, NamedFile } from './types.ts'
