/** Experiments and governance, on a small lender. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from './accessibility.ts'
import { ensureCreditBank } from './credit-bank.ts'
import { settled } from './settled.ts'
import { heading, open, page, server, withPage } from './stage.ts'

const fitsPhone = async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await settled(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThan(1)
}

describe('experiments', () => {
  beforeAll(() => ensureCreditBank(server), 600_000)

  withPage()

  it('says what is wrong before and after the server has seen it, and closes by Escape', async () => {
    await open('/experiments')
    await page.getByRole('button', { name: 'New experiment' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Title').fill('The policy against itself')
    await dialog.getByLabel('Id').fill('Same Policy')
    expect(await dialog.getByLabel('Id').inputValue()).toBe('same-policy')
    await dialog.getByLabel('Rollout').fill('50, 5')
    await dialog.getByText('Each step must be larger than the one before').waitFor()
    await dialog.getByLabel('Rollout').fill('5, 50')
    await dialog.getByLabel('Challenger policy').fill('99')
    await dialog.getByRole('button', { name: 'Create draft' }).click()
    await dialog.getByRole('alert').or(dialog.locator('[aria-invalid="true"]')).first().waitFor()
    expect(new URL(page.url()).searchParams.get('create')).toBe('true')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('create')).toBeNull()
  })

  it.each([
    '/experiments',
    '/experiments?create=true',
    '/governance',
    '/governance?tab=monitoring',
    '/governance?tab=audit',
  ])('%s keeps to the rules of accessibility and fits a phone', async (path) => {
    await open(path)
    await settled(page)
    expect(await violationsOf(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violationsOf(page)).toEqual([])
    await fitsPhone()
  })

  it('says when an experiment is not there', async () => {
    await open('/experiments/nothing-here')
    await page.getByRole('heading', { name: 'There is no such experiment' }).waitFor()
    await page.getByRole('link', { name: 'All experiments' }).click()
    await heading('Experiments').waitFor()
  })
})

describe('governance', () => {
  beforeAll(() => ensureCreditBank(server), 600_000)

  withPage()

  it('counts verdicts; a tile narrows to one, and the address keeps it', async () => {
    await open('/governance')
    await settled(page)
    await page
      .locator('main')
      .getByRole('link', { name: /^Needs a person/ })
      .click()
    await page.waitForURL(/verdict=needs_a_person/)
    await page.reload()
    await settled(page)
    expect(await page.getByLabel('Verdict').inputValue()).toBe('needs_a_person')
    expect(await page.locator('summary').filter({ hasText: 'Not met' }).count()).toBe(0)
  })

  it('opens a pack by keyboard to its checks with citation and reason', async () => {
    await open('/governance')
    await settled(page)
    await page.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/pack=/)
    const checks = page.locator('details[open] li')
    await checks.first().waitFor()
    expect(await checks.count()).toBeGreaterThan(3)
    await page.reload()
    await checks.first().waitFor()
  })

  it('looks at a span of days that stands in the address', async () => {
    const today = new Date().toISOString().slice(0, 10)
    await open(`/governance?tab=monitoring&from=${today}&to=${today}`)
    await settled(page)
    await page.getByText(/decisions from/).waitFor()
    await page.getByRole('button', { name: 'The last look' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBeNull()
  })

  it('finds entries of the chain by what was done, and verifies it', async () => {
    await open('/governance?tab=audit')
    await page.getByLabel('What was done').selectOption({ label: 'Decided' })
    await page.waitForURL(/operation=CREDIT_DECIDED/)
    await page
      .getByRole('button', { name: 'CREDIT_DECIDED' })
      .or(page.getByText('CREDIT_DECIDED'))
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Verify chain' }).click()
    await page.getByRole('status').filter({ hasText: /whole/i }).waitFor()
  })

  it('lets rubbish in the address be', async () => {
    await open('/governance?tab=none&verdict=maybe&pack=&from=soon&version=..%2F')
    await heading('Governance').waitFor()
    await settled(page)
    expect(await page.getByLabel('Verdict').inputValue()).toBe('')
  })
})
