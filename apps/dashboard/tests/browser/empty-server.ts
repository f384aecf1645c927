/** Must come first: what pages show while there is nothing. */
import { describe, expect, it } from 'vitest'
import { open, page, withPage } from './stage.ts'

describe('an empty server', () => {
  withPage()
  it.each([
    ['/portfolios', 'No portfolio yet'],
    ['/uploads', 'Nothing was uploaded yet'],
    ['/jobs', 'No job has run yet'],
    ['/actions', 'No customer has been scored yet'],
    ['/interventions', 'No intervention in this time'],
    ['/decisions', 'No application has been decided yet'],
    ['/reviews', 'Nothing waits for a person'],
    ['/experiments', 'No experiment yet'],
    ['/credit-models', 'No version yet'],
    ['/governance?tab=monitoring', 'Nothing has been looked at yet'],
  ])('%s says why nothing is there and what to do', async (path, title) => {
    await open(path)
    await page.getByRole('heading', { name: title }).waitFor()
    const main = page.locator('main')
    expect(await main.getByRole('link').or(main.getByRole('button')).count()).toBeGreaterThan(0)
  })
})
