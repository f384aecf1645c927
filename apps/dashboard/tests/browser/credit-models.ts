/** The registry of credit models, a version, and who decided when, on a small lender. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { ensureCreditBank } from './credit-bank.ts'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

let version: string

const fitsPhone = async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await settled(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(1)
}

describe('credit models', () => {
  beforeAll(async () => {
    await ensureCreditBank(server)
    const answer = await fetch(`${server.url}/api/credit/models/champion`)
    version = ((await answer.json()) as { model: { version: string } }).model.version
  }, 600_000)

  withPage()

  it('lists versions, opens one by keys, and filters by stage in the address', async () => {
    await open('/credit-models')
    await settled(page)
    await page.getByRole('link', { name: version }).waitFor()
    await page.getByRole('checkbox', { name: 'Rejected' }).check()
    await page.waitForURL(/stage=rejected/)
    await page.getByRole('heading', { name: 'No version fits' }).waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByRole('link', { name: version }).waitFor()
    for (const key of ['j', 'Enter']) await page.keyboard.press(key)
    await page.waitForURL(/\/credit-models\/cd-/)
    await heading(/^cd-/).waitFor()
  })

  it.each(['', '?tab=lineage', '?tab=card', '?tab=reports'])(
    'a version%s keeps to the rules of accessibility and fits a phone',
    async (search) => {
      await open(`/credit-models/${version}${search}`)
      await settled(page)
      expect(await violationsOf(page)).toEqual([])
      await fitsPhone()
    },
  )

  it.each(['/credit-models', '/credit-models?tab=compare', '/credit-models?tab=live'])(
    '%s keeps to the rules of accessibility, in the dark too',
    async (path) => {
      await page.emulateMedia({ colorScheme: 'dark' })
      await open(path)
      await settled(page)
      expect(await violationsOf(page)).toEqual([])
      await fitsPhone()
    },
  )

  it('shows gates with what failed first, the card in its seven sections, and every step', async () => {
    await open(`/credit-models/${version}`)
    await settled(page)
    const states = await page
      .getByRole('region', { name: 'Gates, what failed first' })
      .locator('tbody tr td:first-child')
      .allTextContents()
    expect(states.length).toBeGreaterThan(5)
    const passed = states.map((state) => state.startsWith('Passed'))
    expect(passed).toEqual(passed.toSorted())
    await page.getByRole('tab', { name: 'Model card' }).click()
    await page.waitForURL(/tab=card/)
    await page.getByRole('article').getByRole('heading', { level: 3 }).first().waitFor()
    expect(await page.getByRole('article').getByRole('heading', { level: 3 }).count()).toBe(7)
    await page.getByRole('tab', { name: 'Reports' }).click()
    await page.getByLabel('Step').selectOption('fairness')
    await page.waitForURL(/step=fairness/)
    await page.reload()
    await page.getByRole('heading', { name: 'Fairness', level: 2 }).waitFor()
  })

  it('moves a version only with a reason, and says what the server has against it', async () => {
    await open(`/credit-models/${version}`)
    await page.getByRole('button', { name: 'Archive' }).click()
    const dialog = page.getByRole('dialog')
    const act = dialog.getByRole('button', { name: 'Archive' })
    expect(await act.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Too short')
    expect(await act.isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('tells who decided at an instant that stands in the address', async () => {
    await open('/credit-models?tab=live')
    await page.getByRole('link', { name: version }).waitFor()
    await page.getByLabel('Date and time, UTC').fill('2020-01-01T10:00')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.waitForURL(/at=/)
    await page.getByText('none: every application went to a person').waitFor()
    await page.getByRole('button', { name: 'Now' }).click()
    await page.getByRole('link', { name: version }).waitFor()
  })

  it('says what is wrong with an address: an unknown version, rubbish', async () => {
    await open('/credit-models/cd-nowhere')
    await page.getByRole('heading', { name: 'There is no such version' }).waitFor()
    await open('/credit-models?tab=what&stage=king&at=soon&page=-1&a=..%2F')
    await page.getByRole('link', { name: version }).waitFor()
  })

  it('shows an error with its code, and tries again', async () => {
    await page.route('**/api/credit/models?**', (route) => route.abort('connectionrefused'), { times: 4 })
    await open('/credit-models')
    await page.getByText('Code').first().waitFor()
    await page.unroute('**/api/credit/models?**')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.getByRole('link', { name: version }).waitFor()
  })
})
