/** What is under way, cancelled and failed, brought about on a real server. */
import { describe, expect, it } from 'vitest'
import { open, page, server, withPage } from './stage.ts'
import { uploaded } from './support.ts'

describe('jobs', () => {
  withPage()

  it('shows a clone at work, cancels it, deletes its original and says why it cannot run again', async () => {
    const fileId = await uploaded(server, 20_000)
    await open(`/uploads/${fileId}?step=clone`)
    await page.getByLabel('Rows').fill('100000')
    await page.getByRole('button', { name: 'Start clone' }).click()

    await page.getByRole('heading', { name: 'Being made' }).waitFor()
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor()
    const badge = page.locator('[data-state]').first()
    expect(['RUNNING', 'PENDING']).toContain(await badge.getAttribute('data-state'))
    const id = page.url().split('/').at(-1)!
    await page.getByRole('button', { name: 'Cancel' }).click()
    const notice = page.getByText('The work was cancelled')
    await notice.waitFor()
    await page.locator('[data-state="CANCELLED"]').waitFor()

    await open(`/uploads/${fileId}`)
    await page.getByRole('button', { name: 'Delete original' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete original' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await open('/portfolios?status=CANCELLED')
    await page.getByRole('row').filter({ hasText: id }).getByRole('link').click()
    await notice.waitFor()
    await page.getByRole('button', { name: 'Run again' }).click()
    const alarm = page.getByRole('alert')
    await alarm.getByText('This portfolio could not be made').waitFor()
    expect(await alarm.textContent()).toContain(`The data of ${fileId} were removed`)
    await page.locator('[data-state="FAILED"]').waitFor()

    await open('/portfolios')
    await page.getByRole('link', { name: /^Failed/ }).click()
    await page.waitForURL(/status=FAILED/)
    await page.getByRole('row').filter({ hasText: id }).waitFor()
  })

  it('cancels and repeats in the list of jobs', async () => {
    const fileId = await uploaded(server, 20_000)
    const response = await fetch(`${server.url}/api/fintech/clone-portfolio`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: fileId, num_samples: 100_000, seed: 1 }),
    })
    const { portfolio_id } = (await response.json()) as { portfolio_id: string }
    await open(`/jobs?subject=${portfolio_id}`)
    const row = page.getByRole('row').filter({ hasText: portfolio_id })
    await row.getByRole('button', { name: /^Cancel/ }).click()
    await row.locator('[data-state="CANCELLED"]').waitFor()
    await row.getByRole('button', { name: /^Run again/ }).click()
    await row.locator('[data-state="RUNNING"], [data-state="PENDING"]').waitFor()
    await row.getByRole('button', { name: /^Cancel/ }).click()
    await row.locator('[data-state="CANCELLED"]').waitFor()
    expect(await row.getByRole('cell').allTextContents()).toContain('2')
  })
})
