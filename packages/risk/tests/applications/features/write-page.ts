/** Writes the tables of the page anew: `node packages/risk/tests/applications/features/write-page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './page-tables.ts'

const page = new URL('../../../../../docs/methods/credit-applications.md', import.meta.url)
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
