/** Made-up personal data in place of the real ones. */
export { type PersonalOptions, personalColumn } from './personal-column.ts'
export type { PersonalLocale } from './word-lists.ts'
