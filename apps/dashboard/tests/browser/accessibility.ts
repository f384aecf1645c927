import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countRequests, goWithin, settled } from './settled.ts'
import { context, server } from './stage.ts'
import { cloned, generated, uploaded } from './support.ts'

let portfolioId: string
let twinId: string
let fileId: string

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

describe('axe', () => {
  // One page for all of them: what is open is changed as links change it.
  let page: Page
  beforeAll(async () => {
    portfolioId = await generated(server, {
      num_borrowers: 500,
      seed: 5,
      include_payment_history: true,
      history_months: 3,
    })
    fileId = await uploaded(server, 600)
    twinId = await cloned(server, { file_id: fileId, num_samples: 600, seed: 5 })
    page = await context.newPage()
    countRequests(page)
    await page.goto(`${server.url}/app/generate`)
    await settled(page)
  })
  afterAll(() => page?.close())

  it.each(pages)('%s', async (_, path) => {
    await goWithin(page, path())
    if (path().includes('column=')) await page.getByRole('dialog').waitFor()
    expect(await violationsOf(page)).toEqual([])
  })

  it('generate with every part open', async () => {
    await page.goto(`${server.url}/app/generate`)
    for (const name of ['Set the grade mix', 'Set the loan mix', 'Limit debt-to-income', 'Payment history'])
      await page.getByRole('switch', { name }).click()
    await page.getByRole('button', { name: 'Same as' }).click()
    await page.getByLabel('Demographic group').fill('young')
    expect(await violationsOf(page)).toEqual([])
  })

  it('search', async () => {
    await goWithin(page, '/jobs')
    await page.keyboard.press('Control+k')
    await page.getByText('Verify the audit chain').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
  })
})

/** Every rule in light; in dark those of colour, as nothing else differs. */
export async function violationsOf(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await settled(page)
    const axe = new AxeBuilder({ page })
    const { violations } = await (scheme === 'light'
      ? axe
      : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze()
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${scheme}, ${id}: ${target.join(' ')}: ${failureSummary}`)
  }
  return found
}
