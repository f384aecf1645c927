/** What is under way, cancelled, failed or broken, brought about on a real server. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser, pageErrors, startTestServer, type TestServer, uploaded } from './support.ts'

let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let errors: string[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})
beforeEach(async () => {
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  errors = pageErrors(page)
})
afterEach(async () => {
  await page.close()
  expect(errors).toEqual([])
})

const open = (path: string) => page.goto(`${server.url}/app${path}`)

it('shows a clone at work, cancels it, deletes its original and says why it cannot run again', async () => {
  const fileId = await uploaded(server, 20_000)
  await open(`/uploads/${fileId}?step=clone`)
  await page.getByLabel('Rows').fill('100000')
  await page.getByRole('button', { name: 'Start clone' }).click()

  await page.getByRole('heading', { name: 'Being made' }).waitFor()
  await page.getByRole('progressbar', { name: 'Progress' }).waitFor()
  const badge = page.locator('[data-state]').first()
  expect(['RUNNING', 'PENDING']).toContain(await badge.getAttribute('data-state'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  const notice = page.getByText('The work was cancelled')
  await notice.waitFor()
  await page.locator('[data-state="CANCELLED"]').waitFor()

  await open(`/uploads/${fileId}`)
  await page.getByRole('button', { name: 'Delete original' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete original' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await open('/portfolios?status=CANCELLED')
  await page.getByRole('link', { name: 'production_loans' }).click()
  await notice.waitFor()
  await page.getByRole('button', { name: 'Run again' }).click()
  const alarm = page.getByRole('alert')
  await alarm.getByText('This portfolio could not be made').waitFor()
  expect(await alarm.textContent()).toContain(`The data of ${fileId} were removed`)
  await page.locator('[data-state="FAILED"]').waitFor()

  await open('/portfolios')
  await page.getByRole('link', { name: /^Failed/ }).click()
  await page.waitForURL(/status=FAILED/)
  await page.getByRole('link', { name: 'production_loans' }).waitFor()
})

it('cancels and repeats in the list of jobs', async () => {
  const fileId = await uploaded(server, 20_000)
  const response = await fetch(`${server.url}/api/fintech/clone-portfolio`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: fileId, num_samples: 100_000, seed: 1 }),
  })
  const { portfolio_id } = (await response.json()) as { portfolio_id: string }
  await open(`/jobs?subject=${portfolio_id}`)
  const row = page.getByRole('row').filter({ hasText: portfolio_id })
  await row.getByRole('button', { name: /^Cancel/ }).click()
  await row.locator('[data-state="CANCELLED"]').waitFor()
  await row.getByRole('button', { name: /^Run again/ }).click()
  await row.locator('[data-state="RUNNING"], [data-state="PENDING"]').waitFor()
  await row.getByRole('button', { name: /^Cancel/ }).click()
  await row.locator('[data-state="CANCELLED"]').waitFor()
  expect(await row.getByRole('cell').allTextContents()).toContain('2')
})

it('names the first broken entry of the chain and leads to it', async () => {
  await uploaded(server, 50)
  await server.tamper(`
    alter table audit_entries disable trigger append_only;
    update audit_entries set actor = 'somebody else' where sequence = 1;
    alter table audit_entries enable always trigger append_only`)
  await open('/audit')
  await page.getByRole('button', { name: 'Verify chain' }).click()
  await page.getByText(/The chain is broken at entry 1 of \d+/).waitFor()
  await page.getByRole('button', { name: 'Show the entry' }).click()
  await page.getByText('somebody else').first().waitFor()
})
