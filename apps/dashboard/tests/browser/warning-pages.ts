/** Monitor, models, data and features on a real server, before its first data and with the first events. */
import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

async function violations(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

describe('pages of early warning', () => {
  withPage()

  it.each([
    ['/monitor', 'Real-time Monitor'],
    ['/models', 'Model Performance'],
    ['/data', 'Data Management'],
    ['/data?tab=import', 'Data Management'],
    ['/features?search=salary', 'Features'],
  ])(
    '%s keeps to the rules of accessibility, fits a phone, and tolerates a foreign address',
    async (path, name) => {
      await open(`${path}${path.includes('?') ? '&' : '?'}page=none&kind=none&version=..%2F&ratio=x`)
      await heading(name).waitFor()
      await settled(page)
      expect(await violations()).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
      expect(await violations()).toEqual([])
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThan(1)
      await page.setViewportSize({ width: 1440, height: 900 })
    },
  )

  it('says what to do where no model decides yet', async () => {
    await open('/models')
    await page.getByText('No model decides yet').waitFor()
    await page.getByRole('link', { name: 'Open Data Management' }).click()
    await heading('Data Management').waitFor()
  })

  it('shows what happens while it happens, and holds when it is told to', async () => {
    await open('/monitor')
    await page.getByRole('status', { name: 'Live feed: Live' }).waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('status', { name: 'Live feed: Paused' }).waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('status', { name: 'Live feed: Live' }).waitFor()
    await page.getByText('Alert', { exact: true }).click()
    await page.waitForURL(/kind=alert/)
    await page.reload()
    expect(await page.getByRole('checkbox', { name: 'Alert' }).isChecked()).toBe(true)
  })

  it('takes the feed up again where the line broke', async () => {
    await open('/monitor')
    await page.getByRole('status', { name: 'Live feed: Live' }).waitFor()
    await server.stop()
    await page.getByRole('status', { name: 'Live feed: Reconnecting' }).waitFor()
    await server.start()
    await page.getByRole('status', { name: 'Live feed: Live' }).waitFor()
  })

  it('reads a schedule back in words and shows what the server has against it', async () => {
    await open('/data')
    await page
      .getByRole('button', { name: /^Change the schedule of/ })
      .nth(1)
      .click()
    const field = page.getByRole('textbox', { name: 'Schedule' })
    await field.fill('0 3 * * 1')
    await page.getByText('Every Monday at 03:00 UTC').waitFor()
    await field.fill('0 25 * * *')
    await page.getByText('The hour lies between 0 and 23; "25" does not').waitFor()
    await page.getByRole('button', { name: 'Keep' }).click()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await field.fill('15 3 * * 1')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Every Monday at 03:15 UTC').waitFor()
  })

  it('puts what the server has against a simulation at its field', async () => {
    await open('/data')
    await page.getByRole('button', { name: 'Start… Simulate a bank' }).click()
    const field = page.getByLabel('Customers')
    await field.fill('5')
    await page.getByRole('button', { name: 'Simulate', exact: true }).click()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('finds a feature, opens it by key and by address, and closes it by Escape', async () => {
    await open('/features')
    await page.getByRole('heading', { name: '104 features' }).waitFor()
    await page.getByLabel('Search features').fill('salary delay')
    await page.waitForURL(/search=salary/)
    await page.getByRole('heading', { name: /of 104 features/ }).waitFor()
    await page.getByLabel('Search features').blur()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Formula').waitFor()
    expect(page.url()).toContain('feature=')
    await page.reload()
    await page.getByRole('dialog').getByText('Formula').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await open('/features?feature=no_such_feature')
    await page.getByText('No feature has this id').waitFor()
  })
})
