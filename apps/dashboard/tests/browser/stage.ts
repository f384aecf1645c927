/** One server and one Chromium for every browser test; whoever imports this takes part. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { countRequests } from './settled.ts'
import { launchBrowser, pageErrors, startTestServer, type TestServer } from './support.ts'

export let server: TestServer
/** Keeps the code of the pages in its cache. */
export let context: BrowserContext
/** The page of the present test. */
export let page: Page
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

/** Each test of the suite gets a page of its own, and must leave it without an error. */
export function withPage(): void {
  let errors: string[]
  beforeEach(async () => {
    page = await context.newPage()
    page.setDefaultTimeout(20_000)
    countRequests(page)
    errors = pageErrors(page)
  })
  // What a page remembers is forgotten after its test.
  afterEach(async () => {
    await page.evaluate(() => localStorage.clear())
    await page.close()
    expect(errors).toEqual([])
  })
}

export const open = (path: string) => page.goto(`${server.url}/app${path}`)
export const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
