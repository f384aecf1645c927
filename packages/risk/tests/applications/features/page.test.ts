/** The page of the method shows the catalogue as it is. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withTables } from './page-tables.ts'

it('has the tables of the catalogue; write-page.ts writes them anew', () => {
  const page = readFileSync(
    new URL('../../../../../docs/methods/credit-applications.md', import.meta.url),
    'utf8',
  )
  expect(page).toBe(withTables(page))
})
