import { beforeAll, describe, expect, it } from 'vitest'
import { goWithin, settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'
import { cloned, generated, uploaded } from './support.ts'

describe('with portfolios', () => {
  withPage()
  let ids: string[]
  beforeAll(async () => {
    ids = []
    for (const seed of [1, 2, 3]) ids.push(await generated(server, { num_borrowers: 200, seed }))
  })

  it('keeps filters in the address, also after a reload', async () => {
    await open('/portfolios')
    await page.getByRole('link', { name: ids[0]! }).waitFor()
    await page.getByLabel('Search portfolios').fill(ids[1]!.toLowerCase())
    await page.getByRole('link', { name: ids[0]! }).waitFor({ state: 'hidden' })
    await page.getByLabel('Source').selectOption('SYNTHETIC')
    await page.waitForURL(/source=SYNTHETIC/)
    await page.reload()
    await page.getByRole('link', { name: ids[1]! }).waitFor()
    expect(await page.getByRole('link', { name: ids[0]! }).count()).toBe(0)
    expect(await page.getByLabel('Search portfolios').inputValue()).toBe(ids[1]!.toLowerCase())
    expect(await page.getByLabel('Source').inputValue()).toBe('SYNTHETIC')
    await page.getByLabel('Status').selectOption('FAILED')
    await page.getByRole('heading', { name: 'No portfolio fits these filters' }).waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('link', { name: ids[0]! }).waitFor()
  })

  it('ignores what no filter can mean', async () => {
    await open('/portfolios?status=NONSENSE&page=-4&source=%3Cscript%3E')
    await page.getByRole('link', { name: ids[0]! }).waitFor()
  })

  it('finds pages and portfolios by Ctrl K', async () => {
    await open('/generate')
    await heading('Generate').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/find a portfolio/).fill('audit')
    await page
      .getByRole('option', { name: /^Audit/ })
      .or(page.getByRole('button', { name: /^Audit/ }))
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await heading('Audit').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/find a portfolio/).fill(ids[2]!)
    await page.getByText(`${ids[2]} · Completed`).waitFor()
    await page.keyboard.press('Enter')
    await heading(ids[2]!).waitFor()
  })

  it('goes by keys: g and a letter, j, k, Enter, ?', async () => {
    await open('/generate')
    await heading('Generate').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.getByRole('link', { name: ids[2]! }).waitFor()
    for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
    await heading(ids[2]!).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  })

  it('leaves keys to fields while someone types', async () => {
    await open('/portfolios')
    await page.getByLabel('Search portfolios').pressSequentially('gj')
    expect(await page.getByLabel('Search portfolios').inputValue()).toBe('gj')
    await heading('Portfolios').waitFor()
  })

  it('remembers the chosen colour scheme and the narrow navigation', async () => {
    await open('/portfolios')
    await page.getByRole('button', { name: /^Colour scheme/ }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    await page.getByRole('button', { name: 'Narrow navigation' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Widen navigation' }).waitFor()
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  })

  it('skips to the content and titles each page', async () => {
    await open('/jobs')
    await heading('Jobs').waitFor()
    expect(await page.title()).toBe('Jobs · Pratibimba')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  it('keeps the focus inside a dialog and gives it back', async () => {
    await open('/portfolios')
    const button = page.getByRole('button', { name: /^Delete SYNTH/ }).first()
    await button.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Keep' }).waitFor()
    for (let press = 0; press < 6; press++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
        true,
      )
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('has no page wider than a phone', async () => {
    const body = { num_borrowers: 300, seed: 4, include_payment_history: true, history_months: 6 }
    const portfolio = `/portfolios/${await generated(server, body)}`
    const fileId = await uploaded(server, 400)
    const twin = `/portfolios/${await cloned(server, { file_id: fileId, num_samples: 400, seed: 4 })}`
    const tabs = ['data', 'files', 'settings', 'audit'].map((tab) => `${portfolio}?tab=${tab}`)
    const upload = [`/uploads/${fileId}`, `/uploads/${fileId}?step=clone`, '/uploads']
    const lists = ['/portfolios', '/generate', '/twin', '/jobs', '/audit?verify=true']
    await page.setViewportSize({ width: 390, height: 844 })
    await open('/portfolios')
    await settled(page)
    for (const path of [portfolio, ...tabs, twin, `${twin}?tab=columns`, ...upload, ...lists]) {
      await goWithin(page, path)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, path).toBeLessThanOrEqual(0)
    }
    await page.getByRole('button', { name: 'Open navigation' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Generate' }).click()
    await heading('Generate').waitFor()
  })
})
