import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloned, generated, launchBrowser, startTestServer, type TestServer, uploaded } from './support.ts'

let server: TestServer
let browser: Browser
let portfolioId: string
let twinId: string
let fileId: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  portfolioId = await generated(server, {
    num_borrowers: 500,
    seed: 5,
    include_payment_history: true,
    history_months: 3,
  })
  fileId = await uploaded(server, 600)
  twinId = await cloned(server, { file_id: fileId, num_samples: 600, seed: 5 })
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const pages: [name: string, path: () => string][] = [
  ['portfolios', () => '/portfolios'],
  ['portfolios, none fits', () => '/portfolios?status=FAILED'],
  ['portfolio', () => `/portfolios/${portfolioId}`],
  ['portfolio, data', () => `/portfolios/${portfolioId}?tab=data`],
  ['portfolio, files', () => `/portfolios/${portfolioId}?tab=files`],
  ['portfolio, settings', () => `/portfolios/${portfolioId}?tab=settings`],
  ['portfolio, audit', () => `/portfolios/${portfolioId}?tab=audit`],
  ['twin', () => `/portfolios/${twinId}`],
  ['twin, columns', () => `/portfolios/${twinId}?tab=columns`],
  ['twin, one column', () => `/portfolios/${twinId}?tab=columns&column=production_loans.income`],
  ['generate', () => '/generate'],
  ['upload', () => '/twin'],
  ['review', () => `/uploads/${fileId}`],
  ['clone', () => `/uploads/${fileId}?step=clone`],
  ['uploads', () => '/uploads'],
  ['jobs', () => '/jobs'],
  ['audit', () => '/audit?verify=true'],
  ['an unknown portfolio', () => '/portfolios/SYNTH_20200101_000000_dead'],
  ['an unknown page', () => '/nowhere'],
]

for (const colorScheme of ['light', 'dark'] as const) {
  describe(`axe, ${colorScheme}`, () => {
    let context: BrowserContext
    let page: Page
    beforeAll(async () => {
      context = await browser.newContext({
        colorScheme,
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
      })
      page = await context.newPage()
    })
    afterAll(() => context?.close())

    it.each(pages)('%s', async (_, path) => {
      await page.goto(`${server.url}/app${path()}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      if (path().includes('column=')) await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(400)
      expect(await violationsOf(page)).toEqual([])
    })

    it('generate with every part open', async () => {
      await page.goto(`${server.url}/app/generate`)
      for (const name of ['Set the grade mix', 'Set the loan mix', 'Limit debt-to-income', 'Payment history'])
        await page.getByRole('switch', { name }).click()
      await page.getByRole('button', { name: 'Same as' }).click()
      await page.getByLabel('Demographic group').fill('young')
      await page.waitForTimeout(400)
      expect(await violationsOf(page)).toEqual([])
    })

    it('search', async () => {
      await page.goto(`${server.url}/app/jobs`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByText('Verify the audit chain').waitFor()
      await page.waitForTimeout(400)
      expect(await violationsOf(page)).toEqual([])
    })
  })
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}
