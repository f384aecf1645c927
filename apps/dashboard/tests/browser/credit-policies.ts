/** Policies: tables, tests, a copy that is edited, two persons, the simulation, and the kill switch. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { ensureCreditBank } from './credit-bank.ts'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

const place = '/policies/consumer-lending'

/** Fills in why and by whom, and does it. */
async function reasoned(action: string, by: string) {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('Tried out in a browser, and looked at.')
  await dialog.getByLabel('Acting person').fill(by)
  await dialog.getByRole('button', { name: action, exact: true }).click()
}

describe('policies', () => {
  beforeAll(() => ensureCreditBank(server), 600_000)
  withPage()

  it('lists versions with state and who approved them; filters stand in the address', async () => {
    await open('/policies?state=active')
    await settled(page)
    const rows = page.getByRole('region', { name: 'Versions of policies' }).locator('tbody tr')
    expect(await rows.count()).toBe(1)
    expect(await rows.first().textContent()).toMatch(/Active.*installation.*system/)
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('State').selectOption('rejected')
    await page.getByRole('heading', { name: 'No version fits these filters' }).waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    for (const key of ['j', 'Enter']) await page.keyboard.press(key)
    await heading(/Consumer lending/).waitFor()
  })

  it('reads as tables, with its tests run just now', async () => {
    await open(`${place}/1`)
    await settled(page)
    const score = page.getByRole('region', { name: 'Rules of Score' })
    expect(await score.getByRole('row').nth(1).textContent()).toContain('>= 0.8')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('tab', { name: 'Tests' }).click()
    await page.waitForURL(/tab=tests/)
    await page.getByRole('heading', { name: /(\d+) of \1 tests pass/ }).waitFor()
    expect(await violationsOf(page)).toEqual([])
  })

  it('checks a copy as it is edited, stores it, and needs two persons to put it in force', async () => {
    await open(`${place}/1?edit=true`)
    await settled(page)
    const check = page.getByRole('region', { name: 'Check of the copy' })
    await check.getByText(/tests pass/).waitFor()
    const cell = page.getByLabel('Amount of amount-large')
    await cell.fill('> (')
    await expect.poll(() => cell.getAttribute('data-wrong')).toBe('true')
    expect(await check.getByRole('button', { name: 'Store as a draft' }).isDisabled()).toBe(true)
    await cell.fill('> 90000')
    await check.getByText(/tests pass/).waitFor()
    await check.getByText('1 change', { exact: true }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await check.getByRole('button', { name: 'Store as a draft' }).click()
    await reasoned('Store the draft', 'ana')
    await page.waitForURL(/consumer-lending\/2.*against=1/)
    const changes = page.getByRole('region', { name: 'Changes, cell by cell' })
    expect(await changes.getByRole('row').nth(1).textContent()).toContain('> 100000> 90000')

    await page.getByRole('button', { name: 'Move' }).click()
    await page.getByRole('menuitem', { name: 'Propose' }).click()
    await reasoned('Propose', 'ana')
    await page.getByText('Proposed', { exact: true }).first().waitFor()

    await page.getByRole('button', { name: 'Move' }).click()
    await page.getByRole('menuitem', { name: 'Approve, in shadow' }).click()
    await page.getByRole('dialog').getByText('A second person is needed').waitFor()
    await reasoned('Approve, in shadow', 'ana')
    await page.getByRole('dialog').getByRole('alert').getByText('forbidden').waitFor()
    await page.getByRole('dialog').getByLabel('Acting person').fill('ben')
    await page.getByRole('dialog').getByRole('button', { name: 'Approve, in shadow' }).click()
    await page.getByText('Shadow', { exact: true }).first().waitFor()
  })

  it('simulates a version on the past, with what limits it', async () => {
    await open(`${place}/2?tab=simulation`)
    await page.getByRole('button', { name: 'Simulate' }).click()
    await page.getByText('What limits this simulation').waitFor()
    await page.getByRole('region', { name: 'Moved applications' }).waitFor()
    await settled(page)
    expect(await violationsOf(page)).toEqual([])
  })

  it('throws the kill switch only after it was confirmed, says so, and takes it back', async () => {
    await open('/policies')
    await page.getByRole('button', { name: 'Send everything to a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('The bureau sends wrong scores.')
    expect(await dialog.getByRole('button', { name: 'Switch on' }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('The kill switch is on: every application goes to a person').waitFor()
    await page.getByText(/The bureau sends wrong scores/).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Let the policy decide again' }).click()
    await dialog.getByLabel('Reason').fill('The bureau is right again.')
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('button', { name: 'Send everything to a person' }).waitFor()
  })

  it('says that there is no such version, with the way back', async () => {
    await open(`${place}/999`)
    await page.getByRole('alert').getByText('not_found').waitFor()
    await page.getByRole('link', { name: 'Show all policies' }).click()
    await heading('Policies').waitFor()
  })
})
