import { describe, expect, it } from 'vitest'
import { heading, open, page, server, withPage } from './stage.ts'
import { generated, loansCsv } from './support.ts'

describe('flows', () => {
  withPage()

  it('generates a portfolio, shows its progress and then what came out', async () => {
    await open('/generate')
    await page.getByRole('textbox', { name: 'Borrowers' }).fill('20000')
    await page.getByLabel('Target default rate').fill('4')
    await page.getByLabel('Seed').fill('734211')
    await page.getByRole('button', { name: 'Generate portfolio' }).click()
    await page.getByRole('progressbar').waitFor()
    await heading(/^SYNTH_/).waitFor()
    expect(page.url()).toMatch(/\/app\/portfolios\/SYNTH_/)
    await page.getByText('on its target of 4.00%').waitFor()
    await page.getByRole('heading', { name: /Every grade keeps to its own score band/ }).waitFor()
    for (const subject of [
      'Grade mix',
      'Default rate by grade',
      'Credit score by grade',
      'Rank correlations',
    ])
      await page.getByRole('radiogroup', { name: `View of ${subject}` }).waitFor()
    await page.locator('[role="img"] svg').first().waitFor()

    await page.getByRole('radiogroup', { name: 'View of Grade mix' }).getByText('Table').click()
    const rows = page.getByRole('region', { name: 'Table of Grade mix' }).getByRole('row')
    expect(await rows.count()).toBe(6)

    await page.getByRole('tab', { name: 'Data' }).click()
    await page.getByRole('cell', { name: 'B000001', exact: true }).first().waitFor()
    await page
      .getByRole('radiogroup', { name: 'Table' })
      .getByText(/^loans/)
      .click()
    await page.getByRole('columnheader', { name: 'principal' }).waitFor()
    expect(page.url()).toContain('table=loans')

    await page.getByRole('tab', { name: 'Files' }).click()
    const address = await page.getByRole('link', { name: 'Download borrowers.csv' }).getAttribute('href')
    const file = await (await fetch(new URL(address!, server.url))).text()
    expect(file.trimEnd().split('\n')).toHaveLength(20_001)

    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByText('--borrowers 20000').waitFor()
    await page.getByText('--default-rate 0.04').waitFor()

    await page.getByRole('tab', { name: 'Audit' }).click()
    await page
      .getByRole('button', { name: /^GENERATION_/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Verify chain' }).click()
    await page.getByText(/The chain is whole: \d+ entries/).waitFor()
  })

  it('puts the errors of the server at the fields they belong to', async () => {
    await open('/generate')
    await page.getByRole('switch', { name: 'Set the grade mix' }).click()
    await page.getByLabel('Risk grades: E, percent').fill('0')
    await page.getByText('Sums to 80.00%, 20.00% missing').waitFor()
    expect(await page.getByRole('button', { name: 'Generate portfolio' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Scale to 100%' }).click()
    await page.getByText('Sums to 100%', { exact: true }).waitFor()
    await page.getByLabel('Target default rate').fill('90')
    await page.getByRole('button', { name: 'Generate portfolio' }).click()
    await page.getByText('Nothing was generated. See the marked fields.').waitFor()
    const field = page.getByLabel('Target default rate')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    // In percent as it was typed, under the labels of the form, and in sight.
    await page.getByText(/^Target default rate 90% cannot be reached .* or change grade mix\.$/).waitFor()
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  })

  it('says at the field what the contract allows, before anything is sent', async () => {
    await open('/generate')
    await page.getByRole('textbox', { name: 'Borrowers' }).fill('200000')
    await page.getByText('Between 1 and 100,000').waitFor()
  })

  it('uploads data, corrects what was detected, clones it and shows the twin', async () => {
    await open('/twin')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'production_loans.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(loansCsv(1500)),
    })
    await heading('production_loans.csv').waitFor()
    expect(await page.getByLabel('Type of email').inputValue()).toBe('personal')
    expect(await page.getByLabel('Primary key of production_loans').inputValue()).toBe('loan_id')

    // Two corrections, one of them taken back before saving.
    await page.getByLabel('Type of rating').selectOption('category')
    const quasi = page.getByRole('switch', { name: 'age is a quasi-identifier' })
    const before = await quasi.isChecked()
    await quasi.click()
    await page.getByText('2 corrections not saved').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('1 correction not saved').waitFor()
    expect(await quasi.isChecked()).toBe(before)
    await page.getByRole('button', { name: 'Save corrections' }).click()
    await page.getByText('Corrections saved').waitFor()
    await page.reload()
    expect(await page.getByLabel('Type of rating').inputValue()).toBe('category')

    await page.getByRole('link', { name: 'Clone' }).last().click()
    await page.getByLabel('Rows').fill('20000')
    await page.getByText('13.3 times the original').waitFor()
    await page.getByLabel('Rows').fill('1500')
    await page.getByLabel('Seed').fill('11')
    await page.getByRole('button', { name: 'Start clone' }).click()
    await page.getByText('Similarity, of 100').waitFor({ timeout: 40_000 })
    expect(page.url()).toMatch(/\/app\/portfolios\/TWIN_/)

    await page.getByRole('tab', { name: 'Columns' }).click()
    await page.getByRole('button', { name: /^income/ }).click()
    const dialog = page.getByRole('dialog', { name: 'income' })
    await dialog.getByText('How it was made').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    await page.getByRole('tab', { name: 'Overview' }).click()
    await page.getByRole('button', { name: 'Delete original' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete original' }).click()
    await page.getByText('deleted', { exact: true }).waitFor()
  })

  it('takes saved corrections back', async () => {
    await open('/twin')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'second.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(loansCsv(300)),
    })
    await heading('second.csv').waitFor()
    const type = page.getByLabel('Type of age')
    const before = await type.inputValue()
    await type.selectOption('category')
    await page.getByRole('button', { name: 'Save corrections' }).click()
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Corrections taken back').waitFor()
    expect(await type.inputValue()).toBe(before)
  })

  it('finds how several files hang together, and lets that be corrected', async () => {
    const customers = [
      'customer_id,age',
      ...Array.from({ length: 60 }, (_, row) => `C${100 + row},${20 + (row % 40)}`),
    ]
    const loans = [
      'loan_id,customer_id,amount',
      ...Array.from(
        { length: 200 },
        (_, row) => `L${1000 + row},C${100 + ((row * 7) % 60)},${500 + row * 13}`,
      ),
    ]
    await open('/twin')
    await page.locator('input[type="file"]').setInputFiles(
      Object.entries({ 'customers.csv': customers, 'loans.csv': loans }).map(([name, lines]) => ({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(lines.join('\n')),
      })),
    )
    await page.getByRole('heading', { name: 'Relationships' }).waitFor()
    const child = page.getByLabel('Child column')
    expect(await child.count()).toBe(1)
    expect(await child.inputValue()).toBe(JSON.stringify(['loans', 'customer_id']))
    expect(await page.getByLabel('Parent column').inputValue()).toBe(
      JSON.stringify(['customers', 'customer_id']),
    )
    await page.getByRole('button', { name: 'Remove relationship' }).click()
    await page.getByText('1 correction not saved').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Nothing to save').waitFor()
  })

  it('tells why a file cannot be read', async () => {
    await open('/twin')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'empty.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(''),
    })
    const notice = page.getByRole('alert')
    await notice.getByText('Code').waitFor()
    expect(await notice.textContent()).toMatch(/unreadable_file|malformed_request|unusable_data/)
  })

  it('deletes a portfolio after asking', async () => {
    const id = await generated(server, { num_borrowers: 50, seed: 3 })
    await open('/portfolios')
    const button = page.getByRole('button', { name: `Delete ${id}` })
    await button.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await button.click()
    await dialog.getByRole('button', { name: 'Delete portfolio' }).click()
    await page.getByRole('link', { name: id }).waitFor({ state: 'hidden' })
  })
})
