/** The overview, the worklist and a customer, on a small bank. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { ensureBank, riskiest } from './bank.ts'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

let id: string
let customers: number

const rows = () => page.getByRole('region', { name: 'Customers' }).locator('tbody tr')
const totalShown = async () =>
  Number(
    (await page.getByRole('navigation', { name: 'Pages of the list' }).textContent())!
      .match(/of ([\d,]+)/)![1]!
      .replace(',', ''),
  )

describe('early warning', () => {
  beforeAll(async () => {
    await ensureBank(server)
    ;({ id, customers } = await riskiest(server))
  }, 300_000)

  describe('the overview', () => {
    withPage()

    it('tells ten figures, each a link, and why some are not known', async () => {
      await open('/overview')
      await settled(page)
      const tiles = page.locator('main a').filter({ hasText: /against 30 days before|not known yet|95%/ })
      await expect.poll(() => tiles.count()).toBe(10)
      await page.getByText(/compare treated customers with those held out/).waitFor()
      await page.getByRole('link', { name: /^Critical/ }).click()
      await page.waitForURL(/\/customers\?level=CRITICAL/)
    })

    it('keeps period and cut in the address; a bar of a chart leads to its customers', async () => {
      await open('/overview')
      await page.getByText('90 days', { exact: true }).click()
      await page.waitForURL(/days=90/)
      await page.getByLabel('Cut the portfolio by').selectOption('age_band')
      await page.waitForURL(/by=age_band/)
      await page.reload()
      const segments = page.getByRole('region', { name: 'Segments' })
      await segments.getByRole('link', { name: '25–34' }).click()
      await page.waitForURL(/\/customers\?age_band=25_34/)
      await page.getByText('Age band: 25–34').waitFor()
    })

    it('has a table behind every chart, with links where the chart has them', async () => {
      await open('/overview')
      await settled(page)
      const panel = page.getByRole('region').filter({ hasText: 'Drivers of high risk' }).last()
      await panel.getByText('Table', { exact: true }).click()
      await panel.getByRole('link').first().click()
      await page.waitForURL(/\/customers\?.*driver=/)
    })
  })

  describe('the worklist', () => {
    withPage()

    it('sorts by its headers and says so', async () => {
      await open('/customers')
      await settled(page)
      expect(await totalShown()).toBe(customers)
      const header = page.getByRole('columnheader', { name: 'Exposure' })
      expect(await header.getAttribute('aria-sort')).toBe('none')
      await header.getByRole('button').click()
      await page.waitForURL(/sort=exposure/)
      expect(await header.getAttribute('aria-sort')).toBe('descending')
      await header.getByRole('button').click()
      await page.waitForURL(/order=asc/)
      expect(await header.getAttribute('aria-sort')).toBe('ascending')
      await settled(page)
      const amounts = await rows()
        .locator('td:nth-child(6)')
        .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent!.replace(/[^\d.−-]/g, ''))))
      expect(amounts).toEqual([...amounts].sort((a, b) => a - b))
    })

    it('filters by the address and by hand, and clears what fits nobody', async () => {
      await open('/customers?level=CRITICAL,HIGH')
      await settled(page)
      const high = await totalShown()
      expect(high).toBeLessThan(customers)
      await page.getByRole('button', { name: 'More filters' }).click()
      await page.getByLabel('Score from').fill('50')
      await page.waitForURL(/min_score=0.5/)
      await page.keyboard.press('Escape')
      await page.getByText('Score from: 50.0%').waitFor()
      await page.getByRole('button', { name: 'Remove Score from: 50.0%' }).click()
      await expect.poll(() => page.url()).not.toContain('min_score')
      await page.getByLabel('Search customers').fill('nobody')
      await page.getByRole('heading', { name: 'No customer fits these filters' }).waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await expect.poll(() => totalShown()).toBe(customers)
    })

    it('moves by j and k, opens by Enter, and comes back to the same list', async () => {
      await open('/customers?trend=stable')
      await settled(page)
      const second = await rows().nth(1).getByRole('link').textContent()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await page.waitForURL(new RegExp(`/customers/${second}`))
      await heading(second!).waitFor()
      await page.goBack()
      await page.waitForURL(/trend=stable/)
    })

    it('saves a view, opens it, renames it, deletes it and takes that back', async () => {
      await open('/customers?level=HIGH&sort=exposure')
      await settled(page)
      await page.getByRole('button', { name: 'Views' }).click()
      await page.getByLabel('Name of a new view').fill('Large')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('button', { name: 'Rename Large' }).click()
      await page.getByLabel('New name of Large').fill('Large and high')
      await page.keyboard.press('Enter')
      await open('/customers')
      await settled(page)
      await page.getByRole('button', { name: 'Views (1)' }).click()
      await page.getByRole('button', { name: 'Large and high', exact: true }).click()
      await page.waitForURL(/level=HIGH.*sort=exposure/)
      await page.getByRole('button', { name: 'Large and high', exact: true }).click()
      await page.getByRole('button', { name: 'Delete Large and high' }).click()
      await page.getByText('None is saved yet').waitFor()
      await page.getByRole('button', { name: 'Undo, keep Large and high' }).click()
      await page.getByRole('button', { name: 'Large and high', exact: true }).waitFor()
    })

    it('exports what the filters leave', async () => {
      await open('/customers?level=CRITICAL')
      await settled(page)
      const total = await totalShown()
      await page.getByRole('button', { name: 'Export' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: /CSV/ }).click(),
      ])
      const lines = (await readFile((await download.path())!, 'utf8')).trim().split('\n')
      expect(lines).toHaveLength(total + 1)
      expect(lines[0]).toMatch(/^\W?"?customer_id/)
    })
  })

  describe('a customer', () => {
    withPage()

    it('opens to reasons that add up, and to what can be done', async () => {
      await open(`/customers/${id}`)
      await heading(id).waitFor()
      await settled(page)
      const waterfall = page
        .getByRole('region')
        .filter({ hasText: 'From the population to this customer' })
        .last()
      await waterfall.getByText('Table', { exact: true }).click()
      const steps = await waterfall
        .locator('tbody tr')
        .evaluateAll((lines) =>
          lines.map((line) =>
            [...line.querySelectorAll('td')].map((cell) => cell.textContent!.replace('−', '-')),
          ),
        )
      const sum = steps.slice(1, -1).reduce((total, step) => total + Number(step[3]), Number(steps[0]![4]))
      expect(Math.abs(sum - Number(steps.at(-1)![4]))).toBeLessThan(0.02)
      await page.getByRole('heading', { name: /^Recommended|^No action/ }).waitFor()
      expect(
        await page.getByRole('navigation', { name: 'Riskiest customers' }).getByRole('link').count(),
      ).toBe(10)
    })

    it('keeps tab, filters of transactions and day of features in the address', async () => {
      await open(`/customers/${id}?tab=transactions&category=groceries`)
      await settled(page)
      const categories = await page
        .getByRole('region', { name: 'Transactions' })
        .locator('tbody td:nth-child(3)')
        .allTextContents()
      expect(new Set(categories)).toEqual(new Set(['Groceries']))
      await page.getByRole('tab', { name: 'Features' }).click()
      await page.waitForURL(/tab=features/)
      await page.getByRole('heading', { name: /Features as of/ }).waitFor()
      const newest = await page.getByRole('textbox', { name: 'As of the end of' }).inputValue()
      const earlier = new Date(Date.parse(newest) - 5 * 86_400_000).toISOString().slice(0, 10)
      await page.getByRole('textbox', { name: 'As of the end of' }).fill(earlier)
      await page.getByRole('heading', { name: `Features as of the end of ${earlier}` }).waitFor()
      expect(page.url()).toContain(`as_of=${earlier}`)
      for (const [tab, found] of [
        ['Behaviour', /weekly signals are high/],
        ['History', 'Interventions'],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click()
        await page.getByRole('heading', { name: found }).waitFor()
      }
    })

    it('simulates before it acts, opens one case, and asks for a reason the second time', async () => {
      await open(`/customers/${id}`)
      await page.getByRole('button', { name: 'Intervene' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('region', { name: 'Simulation' }).getByText('Expected loss avoided').waitFor()
      await dialog.getByText(/Rests on assumptions/).waitFor()
      await dialog.getByRole('button', { name: 'Open the case' }).click()
      await page.getByText(/^(Case opened|Held out for comparison)$/).waitFor()
      await page.getByRole('tab', { name: 'History' }).click()
      await expect
        .poll(() => page.getByRole('region', { name: 'Interventions' }).locator('tbody tr').count())
        .toBe(1)
    })

    it('says what is unknown and leads on', async () => {
      await open('/customers/C9999999')
      await page.getByRole('heading', { name: 'No customer has this id' }).waitFor()
      await page.getByRole('link', { name: 'Search similar ids' }).click()
      await page.waitForURL(/search=C99999/)
    })

    it('says what limits the score of a customer of whom nothing is known', async () => {
      const response = await fetch(`${server.url}/api/warning/customers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ customers: [{ customer_id: 'NEW-1', age: 30 }] }),
      })
      expect(response.status).toBe(200)
      await open('/customers/NEW-1')
      await page.getByText('What limits this score').waitFor()
      await page
        .getByText(/No (transaction|payment)|Nothing/)
        .first()
        .waitFor()
    })
  })

  describe('axe', () => {
    withPage()
    it.each([
      ['overview', () => '/overview'],
      ['overview, bars', () => '/overview?levels=bars&by=income_bracket'],
      ['customers', () => '/customers'],
      ['customers, filtered', () => '/customers?region=west&min_score=0.1&tier=2,3'],
      ['customer', () => `/customers/${id}`],
      ['behaviour', () => `/customers/${id}?tab=behaviour`],
      ['transactions', () => `/customers/${id}?tab=transactions`],
      ['features', () => `/customers/${id}?tab=features`],
      ['history', () => `/customers/${id}?tab=history`],
      ['an unknown customer', () => '/customers/C9999999'],
    ])('%s', async (_, path) => {
      await open(path())
      expect(await violationsOf(page)).toEqual([])
    })

    it('the dialogs of a customer', async () => {
      await open(`/customers/${id}`)
      await page.getByRole('button', { name: 'Intervene' }).click()
      await page.getByRole('region', { name: 'Simulation' }).waitFor()
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Assign to officer|^With/ }).click()
      expect(await violationsOf(page)).toEqual([])
    })

    it('the filters and views of the worklist', async () => {
      await open('/customers')
      await page.getByRole('button', { name: 'More filters' }).click()
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Views' }).click()
      expect(await violationsOf(page)).toEqual([])
    })
  })
})
