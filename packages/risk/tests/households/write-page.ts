/** Writes the table of parameters into the page of the method: `node packages/risk/tests/households/write-page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withParameters } from './parameter-table.ts'

const page = new URL('../../../../docs/methods/household-simulator.md', import.meta.url)
writeFileSync(page, withParameters(readFileSync(page, 'utf8')))
