/** The page of the method shows the parameters as they are. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withParameters } from './parameter-table.ts'

test('has the table of the parameters; write-page.ts writes it anew', () => {
  const page = readFileSync(
    new URL('../../../../docs/methods/household-simulator.md', import.meta.url),
    'utf8',
  )
  expect(page).toBe(withParameters(page))
})
