/** Must come last: the chain is broken and the server stopped here. */
import { describe, expect, it } from 'vitest'
import { settled } from './settled.ts'
import { open, page, server, withPage } from './stage.ts'
import { generated, uploaded } from './support.ts'

describe('when something is wrong', () => {
  withPage()
  it('shows code and request id of a refusal, and a way to try again', async () => {
    await open('/portfolios/SYNTH_20200101_000000_dead')
    const notice = page.getByRole('alert')
    await notice.getByText('not_found').waitFor()
    expect(await notice.textContent()).toMatch(/Request \S{6,}/)
    await notice.getByRole('button', { name: 'Try again' }).waitFor()
  })

  it('has a page for addresses that lead nowhere', async () => {
    await open('/nowhere/at/all')
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  })

  it('names the first broken entry of the chain and leads to it, on whatever page it stands', async () => {
    for (let upload = 0; upload < 60; upload++) await uploaded(server, 20)
    await server.tamper(`
      alter table audit_entries disable trigger append_only;
      update audit_entries set actor = 'somebody else' where sequence = 3;
      alter table audit_entries enable always trigger append_only`)
    await open('/audit')
    await page.getByRole('button', { name: 'Verify chain' }).click()
    await page.getByText('The chain is broken at entry 3', { exact: true }).waitFor()
    await page.getByText(/The 2 entries before it are whole/).waitFor()
    await page.getByRole('button', { name: 'Show the entry' }).click()
    const row = page.getByRole('row').filter({ hasText: 'somebody else' })
    await row.waitFor()
    expect(page.url()).toMatch(/page=\d/)
    await expect
      .poll(() => row.evaluate((element) => element.getBoundingClientRect().bottom <= window.innerHeight))
      .toBe(true)
  })

  it('says that the server is gone, keeps what it showed, and goes on when it is back', async () => {
    const [id] = [await generated(server, { num_borrowers: 100, seed: 9 })]
    await open('/portfolios')
    await page.getByRole('link', { name: id }).waitFor()
    // The code of the other pages comes after the first page.
    await settled(page)
    await server.stop()
    await page.getByRole('link', { name: 'Jobs' }).click()
    await page.getByText(/The server has not answered since/).waitFor()
    await page.getByRole('alert').getByText('The server does not answer').waitFor()
    await page.getByRole('link', { name: 'Portfolios', exact: true }).click()
    await page.getByRole('link', { name: id }).waitFor()
    await server.start()
    await page.getByText(/The server has not answered since/).waitFor({ state: 'hidden' })
  })
})
