import { openCreditModel, writeCreditModel } from '@pratibimba/risk/decisions'
import { expect, it } from 'vitest'
import { explainTogether } from '../../credit/explain-together.ts'
import { smallCreditModel } from './support/credit-bank.ts'

it('rows explained together come out as each alone, to the bit', async () => {
  const model = openCreditModel(writeCreditModel(await smallCreditModel({ count: 1_500, trees: 12 })))
  const { background } = model.bundle
  const rows = Array.from({ length: background.rows }, (_, row) =>
    Float64Array.from(background.columns, (column) => column[row]!),
  )
  const explain = explainTogether(model)
  // More than go together at a time.
  const together = await Promise.all([...rows, ...rows].map(explain))
  for (const [place, contributions] of together.entries()) {
    const columns = Array.from(rows[place % rows.length]!, (value) => Float64Array.of(value))
    expect(contributions).toEqual(model.contributions({ rows: 1, columns }))
  }
})

it('tells everyone who waits what went wrong, and goes on', async () => {
  let fails = true
  const explain = explainTogether({
    contributions({ rows, columns }) {
      if (fails) throw new Error('broken')
      return new Float64Array(rows * columns.length)
    },
  })
  const both = await Promise.allSettled([explain(Float64Array.of(1)), explain(Float64Array.of(2))])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await explain(Float64Array.of(3))).toEqual(Float64Array.of(0))
})
