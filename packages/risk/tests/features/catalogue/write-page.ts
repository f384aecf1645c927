/** Writes the tables of the page anew: `node packages/risk/tests/features/catalogue/write-page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './page-tables.ts'

const page = new URL('../../../../../docs/methods/early-warning-features.md', import.meta.url)
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
