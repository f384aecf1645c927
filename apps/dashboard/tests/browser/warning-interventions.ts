/** The Action Center and the tracker on a small bank: from the queue over a case to what it changed. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { ensureBank } from './bank.ts'
import { settled } from './settled.ts'
import { open, page, server, withPage } from './stage.ts'

interface Case {
  readonly id: string
  readonly version: number
  readonly customer_id: string
  readonly state: string
}

const rows = () => page.getByRole('region', { name: 'Priority queue' }).locator('tbody tr')
const drawer = () => page.getByRole('dialog')
const boxOf = (row: number) => rows().nth(row).getByRole('checkbox')

async function asked<Reply>(path: string, body?: object): Promise<Reply> {
  const response = await fetch(`${server.url}/api/warning${path}`, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Reply
}

/** A case that an officer could work on, opened through the API. */
async function openedCase(): Promise<Case> {
  const { customers } = await asked<{ customers: { customer_id: string }[] }>(
    '/customers?level=HIGH,CRITICAL&case=none&limit=20',
  )
  for (const { customer_id } of customers) {
    const body = { customer_ids: [customer_id], type: 'agent_call' }
    const response = await fetch(`${server.url}/api/warning/interventions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) continue
    const [one] = ((await response.json()) as { interventions: Case[] }).interventions
    if (one!.state === 'proposed') return one!
  }
  throw new Error('Every customer at high risk is held out or has a case.')
}

describe('interventions', () => {
  beforeAll(() => ensureBank(server), 300_000)

  describe('the Action Center', () => {
    withPage()

    it('sorts by tier, then by loss; a tile narrows the queue, in the address', async () => {
      await open('/actions')
      await settled(page)
      const order = await rows().evaluateAll((lines) =>
        lines.map((line) => {
          const cells = [...line.querySelectorAll('td')].map((cell) => cell.textContent!)
          return [Number(cells[2]), Number(cells[6]!.replace(/[^\d]/g, ''))] as const
        }),
      )
      expect(order.length).toBeGreaterThan(1)
      expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || b[1] - a[1]))
      await page.getByRole('link', { name: /^Tier 3/ }).click()
      await page.waitForURL(/tier=.*3/)
      await settled(page)
      const tiers = await rows().locator('td:nth-child(3)').allTextContents()
      expect(new Set(tiers)).toEqual(new Set(['3']))
      await page.getByLabel('Search the queue').fill('nobody')
      await page.getByRole('heading', { name: 'Nobody fits these filters' }).waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await expect.poll(() => rows().count()).toBe(order.length)
    })

    it('leaves out of the question what an address holds besides', async () => {
      for (const path of ['/actions?direction=desc', '/customers?direction=desc', '/interventions?by=x']) {
        await open(path)
        await settled(page)
        expect(await page.getByRole('alert').count()).toBe(0)
      }
    })

    it('selects by key, by range and by page, with a count', async () => {
      await open('/actions')
      await settled(page)
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      const bar = page.getByRole('region', { name: 'Selected customers' })
      await bar.getByText('1 selected').waitFor()
      await boxOf(3).click({ modifiers: ['Shift'] })
      await bar.getByText('4 selected').waitFor()
      await page.getByRole('checkbox', { name: /^Select all/ }).click()
      await bar.getByText(`${await rows().count()} selected`).waitFor()
      await bar.getByRole('button', { name: 'Clear' }).click()
      await bar.waitFor({ state: 'detached' })
    })

    it('simulates before it acts, says what came of it, and takes it back', async () => {
      await open('/actions?case=none')
      await settled(page)
      await boxOf(0).click()
      await boxOf(5).click({ modifiers: ['Shift'] })
      await page.getByRole('button', { name: 'Take action' }).click()
      await drawer()
        .getByRole('radio', { name: /^Agent call/ })
        .click()
      const simulation = drawer().getByRole('region', { name: 'Impact simulation' })
      await simulation.getByText('Misses avoided').waitFor()
      await simulation.getByText(/^Assumption: Agent call prevents/).waitFor()
      await drawer()
        .getByText(/65% success \(assumption\)/)
        .waitFor()
      expect(await violationsOf(page)).toEqual([])
      await drawer()
        .getByRole('button', { name: /^Open \d+ cases?$/ })
        .click()
      await drawer()
        .getByText(/cases? opened: agent call/)
        .waitFor()
      await drawer().getByRole('button', { name: 'Undo' }).click()
      await drawer()
        .getByText(/cases? cancelled again/)
        .waitFor()
      await drawer().getByRole('button', { name: 'Done' }).click()
      await page.getByRole('region', { name: 'Selected customers' }).waitFor({ state: 'detached' })
    })

    it('opens beside the queue by Enter, goes on by j, and closes by Escape', async () => {
      await open('/actions')
      await settled(page)
      const second = await rows().nth(1).getByRole('link').textContent()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      await drawer()
        .getByRole('heading', { name: /^Recommended|^Nothing is recommended/ })
        .waitFor()
      await page.keyboard.press('j')
      await page.waitForURL(new RegExp(`customer=${second}`))
      await drawer().getByRole('heading', { name: 'Drivers' }).waitFor()
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect.poll(() => page.url()).not.toContain('customer=')
    })
  })

  describe('a case', () => {
    withPage()

    it('is opened by its address, and goes through the steps it allows', async () => {
      const one = await openedCase()
      await open(`/interventions?case=${one.id}`)
      const steps = drawer().getByRole('region', { name: 'Steps' })
      expect(await steps.getByRole('button', { name: 'Resolve' }).count()).toBe(0)
      await steps.getByRole('button', { name: 'Add note' }).click()
      expect(await steps.getByRole('button', { name: 'Add note' }).last().isDisabled()).toBe(true)
      await steps.getByLabel('Note').fill('Prefers mornings')
      await steps.getByRole('button', { name: 'Add note' }).last().click()
      await drawer().getByText('Note: Prefers mornings').waitFor()
      await drawer()
        .getByRole('list', { name: 'History' })
        .getByText(/audit entry \d+/)
        .first()
        .waitFor()
      expect(await violationsOf(page)).toEqual([])
    })

    it('says who was first when somebody else changed it meanwhile', async () => {
      const one = await openedCase()
      await open(`/interventions?case=${one.id}`)
      const steps = drawer().getByRole('region', { name: 'Steps' })
      await steps.getByRole('button', { name: 'Pause' }).click()
      await asked(`/interventions/${one.id}/steps`, {
        version: one.version,
        action: 'add_note',
        note: 'Somebody else was here',
      })
      await steps.getByLabel('Note').fill('Abroad until Monday')
      await steps.getByRole('button', { name: 'Pause' }).last().click()
      await steps.getByText(/was first$/).waitFor()
      await steps.getByText(/Note: Somebody else was here/).waitFor()
      await steps.getByRole('button', { name: 'Pause' }).last().click()
      await drawer().getByText('Paused: Abroad until Monday').waitFor()
      await steps.getByRole('button', { name: 'Resume' }).waitFor()
    })

    it('that is unknown is said so, with a way to try again', async () => {
      await open('/interventions?case=INT_00000000')
      const notice = drawer().getByRole('alert')
      await notice.getByText('not_found').waitFor()
      await notice.getByRole('button', { name: 'Try again' }).waitFor()
    })
  })

  describe('the tracker', () => {
    withPage()

    it('tells ten figures, and says why an effect is not known yet', async () => {
      await openedCase()
      await open('/interventions')
      await settled(page)
      for (const label of [
        'Interventions',
        'Misses prevented per 100',
        'Prevented defaults',
        'Prevented loss',
        'Return on cost',
        'Average risk score',
        'Pending responses',
        'No response',
        'Response rate',
        'Average response time',
      ])
        await page
          .locator('main a')
          .filter({ hasText: new RegExp(`^${label}`) })
          .waitFor()
      await page.getByRole('heading', { name: /^No effect can be told yet/ }).waitFor()
    })

    it('keeps period, types and state in the address, and exports what is left', async () => {
      await open('/interventions')
      await settled(page)
      await page.getByLabel('Period').selectOption('30')
      await page.waitForURL(/days=30/)
      await page.getByRole('button', { name: 'Every type' }).click()
      await page.getByRole('checkbox', { name: 'Agent call' }).check()
      await page.getByRole('checkbox', { name: 'Payment plan' }).check()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '2 types' }).waitFor()
      expect(decodeURIComponent(page.url())).toContain('type=agent_call,payment_plan')
      await page.getByLabel('State', { exact: true }).selectOption('proposed')
      await page.waitForURL(/state=proposed/)
      await page.reload()
      await settled(page)
      const cases = page.getByRole('region', { name: 'Cases as filtered' })
      const states = await cases.locator('tbody td:nth-child(3)').allTextContents()
      expect(new Set(states)).toEqual(new Set(['Proposed']))
      await page.getByRole('button', { name: 'Export' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: /CSV/ }).click(),
      ])
      const lines = (await readFile((await download.path())!, 'utf8')).trim().split('\n')
      expect(lines).toHaveLength(states.length + 1)
    })

    it('shows the policy beside its defaults, says what cannot be, and puts a change in force', async () => {
      await open('/interventions')
      await settled(page)
      await page.getByRole('button', { name: 'Policy' }).click()
      const loss = drawer().getByLabel('Loss given default')
      await loss.waitFor()
      expect([await loss.inputValue(), await loss.getAttribute('placeholder')]).toEqual(['', '45%'])
      expect(await violationsOf(page)).toEqual([])
      await loss.fill('60')
      await drawer().getByLabel('Cool-down of agent call').fill('9')
      await drawer().getByLabel('Time zone').fill('Mars/Olympus')
      const submit = drawer().getByRole('button', { name: 'Put in force' })
      await submit.click()
      await drawer()
        .getByText(/Mars\/Olympus/)
        .waitFor()
      await drawer().getByLabel('Time zone').fill('')
      await submit.click()
      await drawer().waitFor({ state: 'detached' })
      const stored = await asked<{ policy: object; version: number }>('/intervention-policy')
      expect(stored.policy).toEqual({
        loss_given_default: 0.6,
        actions: { agent_call: { cool_down_days: 9 } },
      })

      await page.getByRole('button', { name: 'Policy' }).click()
      await expect.poll(() => loss.inputValue()).toBe('60%')
      await drawer().getByRole('button', { name: 'Take the defaults' }).click()
      await submit.click()
      await drawer().waitFor({ state: 'detached' })
      expect((await asked<{ policy: object }>('/intervention-policy')).policy).toEqual({})
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'Policy' }).click()
      await loss.waitFor()
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThan(1)
      await page.setViewportSize({ width: 1440, height: 900 })
    })
  })

  describe('axe and phones', () => {
    withPage()
    it.each(['/actions', '/actions?case=open', '/interventions', '/interventions?state=held_out'])(
      '%s',
      async (path) => {
        await open(path)
        expect(await violationsOf(page)).toEqual([])
        await page.setViewportSize({ width: 390, height: 844 })
        await settled(page)
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThan(1)
        await page.setViewportSize({ width: 1440, height: 900 })
      },
    )
  })
})
