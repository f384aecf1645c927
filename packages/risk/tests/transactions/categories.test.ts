import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytesToText } from '../../transactions/categories/category-model.ts'
import { categoryOfMerchantCode } from '../../transactions/categories/merchant-codes.ts'
import { categoryByRule } from '../../transactions/categories/rules.ts'
import { stored } from '../../transactions/categories/shipped-weights.ts'
import {
  categoryOfWord,
  crossEvaluate,
  evaluateGuesses,
  fitCategoryModel,
  groupedByTrade,
  openCategoriser,
  openCategoryModel,
  openLabelTally,
  shippedCategoryModel,
  simulatedTexts,
} from '../../transactions/index.ts'

const card = { trained_on: 'test', texts: 0, merchants: 0, threshold: 0.8, held_out: '', limits: '' }

describe('rules, codes and words', () => {
  it.each([
    ['NEFT CR SALARY ACME', 1, 'salary'],
    ['ATM WDL STONEWICK 12', -1, 'cash_withdrawal'],
    ['ACH D- EMI 1234 HOME LOANS', -1, 'instalment'],
    ['CHARGES RETURNED DEBIT', -1, 'fee'],
    ['OAKMERE COLLEGE FEES', -1, 'education'],
    ['UPI/P2P/12/FAMILY', -1, 'transfer'],
    ['REFUND POS 99', 1, 'refund'],
    ['SALARY', -1, undefined],
    ['QZXW', -1, undefined],
  ] as const)('%s (%d) is %s', (text, amount, category) => {
    expect(categoryByRule(text, amount)).toBe(category)
  })

  it('knows merchant codes and the words of banks', () => {
    expect(['5411', '5812', '4900', '7995', '6011', '3058', '5541', '12', 'abcd'].map(categoryOfMerchantCode)).toEqual([
      'groceries', 'restaurants', 'utilities', 'gambling', 'cash_withdrawal', 'travel', 'transport', undefined, undefined,
    ]) // biome-ignore format: a line of codes
    expect(['Groceries', 'lending_app', 'Food & Drink', 'nonsense'].map(categoryOfWord)).toEqual([
      'groceries',
      'lending_app',
      undefined,
      undefined,
    ])
  })

  it('asks word, code, rule and model in this order', () => {
    const categoryOf = openCategoriser({ card, guess: () => ({ category: 'travel', confidence: 0.9 }) })
    const row = { description: 'CINEMA', amountMinor: -1, categoryWord: 'Rent', merchantCode: '5411' }
    expect(categoryOf(row)).toEqual({ category: 'rent', source: 'word' })
    expect(categoryOf({ ...row, categoryWord: '?' })).toEqual({ category: 'groceries', source: 'code' })
    expect(categoryOf({ ...row, categoryWord: '', merchantCode: '' })).toEqual({
      category: 'entertainment',
      source: 'rule',
    })
    const unruled = { ...row, description: 'QZXW', categoryWord: '', merchantCode: '' }
    expect(categoryOf(unruled)).toMatchObject({ category: 'travel', source: 'model' })
    const unsure = openCategoriser({ card, guess: () => ({ category: 'travel', confidence: 0.79 }) })
    expect(unsure(unruled)).toEqual({ category: 'other', source: 'none', confidence: 0.79 })
  })
})

describe('the model of descriptions', () => {
  it('ships as the command makes it: under 300 kB, with its card', () => {
    expect(stored.length).toBeLessThan(300_000)
    const model = shippedCategoryModel()
    expect(model.card.trained_on).toMatch(/Invented merchants/)
    expect(fitCategoryModel(simulatedTexts(), JSON.parse(stored).card)).toEqual(JSON.parse(stored))
  })

  it('gives merchants it has never seen their category, and says that trades it has never seen are beyond it', () => {
    const texts = simulatedTexts()
    const unseen = crossEvaluate(texts, 0.8, { epochs: 4, folds: 3 })
    expect(unseen.accuracy).toBeGreaterThan(0.85)
    expect(unseen.accuracyCovered).toBeGreaterThan(0.95)
    const trades = crossEvaluate(groupedByTrade(texts), 0.8, { epochs: 4, folds: 3 })
    expect(trades.accuracy).toBeLessThan(0.5)
    expect(trades.covered).toBeLessThan(0.2)
  })

  it('refuses damaged models, naming what is wrong', () => {
    const whole = JSON.parse(stored)
    const one = bytesToText(new Uint8Array(4096))
    for (const damage of [
      null, { ...whole, version: 2 }, { ...whole, dimensions: 8 }, { ...whole, weights: 'AAAA' }, { ...whole, weights: '!' },
      { ...whole, categories: ['x', 'y'] }, { ...whole, scale: [1] }, { ...whole, card: null }, { ...whole, weights: one },
    ]) // biome-ignore format: a list of damages
      expect(() => openCategoryModel(damage)).toThrow(/categorize fit/)
  })

  it('learns from labelled rows by majority, and lists labels it was not told of', () => {
    const tally = openLabelTally({ Fuel: 'transport', Food: 'groceries', Misc: null })
    for (const label of ['Fuel', 'Food', 'Fuel']) tally.add('SHELL 12', label, false)
    tally.add('SHELL 12', 'Misc', false)
    tally.add('123', 'Food', false)
    expect(tally.texts()).toEqual([
      { description: 'SHELL 12', came: false, category: 'transport', group: 'SHELL' },
    ])
    expect([...tally.unknown]).toEqual([['Misc', 1]])
    expect(() => openLabelTally({ Fuel: 'petrol' })).toThrow(/category of the platform for "Fuel"/)
  })
})

const data = process.env.PRATIBIMBA_PUBLIC_DATA ?? join(import.meta.dirname, '../../../../../shared/data')
const cards = join(data, 'birmingham_purchase_cards/purchase_card_transactions_2014-04_2018-01.csv.gz')

describe.skipIf(!existsSync(cards))(
  `purchase cards of a city (skipped without ${'$'}PRATIBIMBA_PUBLIC_DATA)`,
  () => {
    it('a model of their own knows merchants it has never seen; the shipped one seldom does, and mostly keeps silent', async () => {
      const words = JSON.parse(
        readFileSync(join(import.meta.dirname, 'fixtures/purchase-card-words.json'), 'utf8'),
      )
      const tally = openLabelTally(words)
      let header: string[] | undefined
      for await (const line of createInterface({ input: createReadStream(cards).pipe(createGunzip()) })) {
        const cells = line.split(',')
        header ??= cells
        // Rows with quotes are a few percent, and their commas would shift cells.
        if (line.includes('"') || cells === header) continue
        tally.add(cells[header.indexOf('MERCHANT NAME')], cells[header.indexOf('TRANS CAC DESC 1')], false)
        if (tally.rows >= 40_000) break
      }
      const texts = tally.texts()
      const own = crossEvaluate(texts, 0.8, { folds: 2, epochs: 4 })
      expect(own.accuracy).toBeGreaterThan(0.6)
      expect(own.accuracyCovered).toBeGreaterThan(own.accuracy)
      const shipped = shippedCategoryModel()
      const transfer = evaluateGuesses(
        texts,
        ({ description, came }) => shipped.guess(description, came),
        0.8,
      )
      expect(transfer.covered).toBeLessThan(0.2)
    })
  },
)
