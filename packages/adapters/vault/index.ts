/** Keys of persons, and where the keys that wrap them are kept. */
export { openKeyFile } from './key-file.ts'
export { openPersonVault, type PersonVaultOptions, type PostgresPersonVault } from './person-vault.ts'
export { VaultUnusable } from './vault-error.ts'
export type { WrappingKeys } from './wrapping-keys.ts'
