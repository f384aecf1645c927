/** Decisions, a decision, and the review desk, on a small lender. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { decisionOf, ensureCreditBank } from './credit-bank.ts'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

let waiting: { id: string; customer: string; total: number }
let newest: { id: string; customer: string; total: number }

const rows = () => page.getByRole('region', { name: 'Decisions as filtered' }).locator('tbody tr')

describe('credit decisions', () => {
  beforeAll(async () => {
    await ensureCreditBank(server)
    waiting = await decisionOf(server, 'waiting=true')
    newest = await decisionOf(server, '')
  }, 600_000)

  describe('the list', () => {
    withPage()

    it('tells how decisions fell; a tile narrows to what it counts', async () => {
      await open('/decisions')
      await settled(page)
      const tile = page.locator('main').getByRole('link', { name: /^Sent to a person/ })
      expect(await tile.textContent()).toMatch(/\d+\.\d%.*waiting/)
      await tile.click()
      await page.waitForURL(/decision=MANUAL_REVIEW/)
      await settled(page)
      expect(await rows().count()).toBeGreaterThan(0)
      for (const text of await rows().allTextContents()) expect(text).toContain('To a person')
    })

    it('filters by the address and by hand, and clears what fits nothing', async () => {
      await open(`/decisions?customer=${newest.customer}&policy=1`)
      await settled(page)
      expect(await rows().count()).toBe(1)
      await page.getByLabel('Decisions of a customer').fill('nobody')
      await page.getByRole('heading', { name: 'No decision fits these filters' }).waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).first().click()
      await expect.poll(() => rows().count()).toBeGreaterThan(1)
      await page.getByLabel('Outcome').selectOption('waiting')
      await page.waitForURL(/waiting=true/)
      await page.reload()
      await settled(page)
      expect(await page.getByLabel('Outcome').inputValue()).toBe('waiting')
    })

    it('lets rubbish in the address be', async () => {
      await open('/decisions?decision=MAYBE&policy=minus&from=yesterday&page=-3')
      await settled(page)
      expect(await rows().count()).toBeGreaterThan(1)
    })

    it('moves by j, opens by Enter', async () => {
      await open('/decisions')
      await settled(page)
      const second = await rows().nth(1).getByRole('link').textContent()
      for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key)
      await page.waitForURL(/\/decisions\/[0-9a-f-]{36}/)
      await heading(second!).waitFor()
    })

    it('exports a table in which nobody is named', async () => {
      await open('/decisions')
      await settled(page)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ])
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n')
      expect(lines).toHaveLength(newest.total + 1)
      expect(lines[0]).toContain('decision_id,customer_id')
      expect(lines.join()).not.toContain(newest.customer)
    })

    it('refuses at the fields, then decides the example and opens it', async () => {
      await open('/decisions')
      await page.getByRole('button', { name: 'New application' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Customer id').fill('')
      await dialog.getByRole('button', { name: 'Decide' }).click()
      await dialog.getByText('must not be empty').waitFor()
      await dialog.getByLabel('Customer id').fill('browser-1')
      await dialog.getByLabel('Date of birth').fill('2190-01-01')
      await dialog.getByRole('button', { name: 'Decide' }).click()
      await dialog.getByText(/must not lie in the future/).waitFor()
      await dialog.getByLabel('Date of birth').fill('1986-04-01')
      await dialog.getByRole('button', { name: 'Decide' }).click()
      await page.waitForURL(/\/decisions\/[0-9a-f-]{36}/)
      await heading('browser-1').waitFor()
    })

    it('has no barriers', async () => {
      await open('/decisions')
      await settled(page)
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('button', { name: 'New application' }).click()
      await page.getByRole('dialog').getByLabel('Customer id').waitFor()
      expect(await violationsOf(page)).toEqual([])
    })
  })

  describe('a decision', () => {
    withPage()

    it('tells its path, reasons and drivers, with a table behind the chart', async () => {
      await open(`/decisions/${waiting.id}`)
      await heading(waiting.customer).waitFor()
      await settled(page)
      const path = page.getByRole('region', { name: 'How it was decided' })
      await path.getByRole('link', { name: 'What the applicant can carry' }).waitFor()
      await page.getByRole('region', { name: 'Reasons' }).getByRole('listitem').first().waitFor()
      await page.getByText('Drivers of the score, SHAP towards good').waitFor()
      await page.locator('main').getByText('Table', { exact: true }).click()
      await page.getByRole('columnheader', { name: 'Log-odds of good' }).waitFor()
      expect(await violationsOf(page)).toEqual([])
    })

    it('shows inputs, features and LIME as the diagnostic it is', async () => {
      await open(`/decisions/${waiting.id}?tab=evidence`)
      await settled(page)
      await page.getByText(/Reasons never come from it/).waitFor()
      await page.getByText(/Stability \d+%/).waitFor()
      expect(await violationsOf(page)).toEqual([])
    })

    it('shows the letter', async () => {
      await open(`/decisions/${waiting.id}?tab=letter`)
      await settled(page)
      await page.frameLocator('iframe').getByText(waiting.customer).first().waitFor()
    })

    it('replays to the byte', async () => {
      await open(`/decisions/${waiting.id}?tab=record`)
      await page.getByRole('button', { name: 'Replay' }).click()
      await page.getByText('Identical, byte for byte.').waitFor()
      expect(await violationsOf(page)).toEqual([])
    })

    it('compares two decisions of a customer, place by place', async () => {
      const again = { ...example, customer_id: 'browser-2' }
      const ids: string[] = []
      for (const loan_amount of [25_000, 90_000]) ids.push(await score({ ...again, loan_amount }))
      await open(`/decisions/${ids[1]}?tab=compare`)
      await settled(page)
      const table = page.getByRole('region', { name: 'Differences between the decisions' })
      const amount = table
        .getByRole('row')
        .filter({ hasText: 'Application' })
        .filter({ hasText: 'Loan amount' })
      expect(await amount.textContent()).toContain('25,00090,000')
    })

    it('erases a person only where that is typed out, and what was recorded is gone', async () => {
      const id = await score({ ...example, customer_id: 'browser-3' })
      await open(`/decisions/${id}?tab=record`)
      await page.getByRole('button', { name: 'Erase person' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Reason').fill('Asked to be forgotten.')
      const erase = dialog.getByRole('button', { name: 'Erase for good' })
      expect(await erase.isDisabled()).toBe(true)
      await dialog.getByLabel(/Type browser-3/).fill('browser-3')
      await erase.click()
      await page.waitForURL(/\/decisions$/)
      await open(`/decisions/${id}`)
      await page.getByRole('alert').waitFor()
    })

    it('says that there is none, with code and the way back', async () => {
      await open('/decisions/00000000-0000-4000-8000-000000000000')
      await page.getByRole('alert').getByText('not_found').waitFor()
      await page.getByRole('link', { name: 'Show all decisions' }).click()
      await heading('Decisions').waitFor()
    })
  })

  describe('the review desk', () => {
    withPage()

    it('moves by j and k, in the order of the address', async () => {
      await open('/reviews')
      await settled(page)
      const lines = page.getByRole('list', { name: 'Waiting decisions' }).getByRole('link')
      expect(await lines.first().getAttribute('aria-current')).not.toBeNull()
      await page.keyboard.press('j')
      await page.waitForURL(/decision=/)
      await expect.poll(() => lines.nth(1).getAttribute('aria-current')).not.toBeNull()
      await page.keyboard.press('k')
      await expect.poll(() => lines.first().getAttribute('aria-current')).not.toBeNull()
      expect(await lines.nth(1).getAttribute('aria-current')).toBeNull()
      await page.getByText('Largest first').click()
      await page.waitForURL(/sort=largest/)
      await settled(page)
      expect(await violationsOf(page)).toEqual([])
    })

    it('decides with a reason and a note by the keyboard, and goes on', async () => {
      await open('/reviews')
      await settled(page)
      const before = (await decisionOf(server, 'waiting=true')).total
      const lines = page.getByRole('list', { name: 'Waiting decisions' }).getByRole('link')
      const second = await lines.nth(1).getAttribute('href')
      await page.getByRole('radiogroup', { name: 'Outcome' }).getByText('Approve').click()
      await page.getByRole('combobox', { name: 'Reason' }).selectOption('DTI_HIGH')
      const note = page.getByLabel('Note')
      await note.fill('Too short')
      expect(await page.getByRole('button', { name: 'Approve and next' }).isDisabled()).toBe(true)
      await note.fill('Income was shown by three statements.')
      await page.keyboard.press('Control+Enter')
      await expect.poll(async () => (await decisionOf(server, 'waiting=true')).total).toBe(before - 1)
      const id = /decision=([0-9a-f-]+)/.exec(second!)![1]!
      await page.waitForURL(new RegExp(id))
    })
  })
})

const example = {
  customer_id: 'example',
  annual_income: 75_000,
  employment_years: 5,
  existing_debt: 15_000,
  loan_amount: 25_000,
  loan_purpose: 'home_improvement',
  credit_history: { score: 720, accounts: [{ status: 'active' }, { status: 'closed' }] },
}

async function score(application: object): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/credit/score`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(application),
  })
  return ((await response.json()) as { decision_id: string }).decision_id
}
