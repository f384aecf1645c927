import type { ImportReport, Operations, ReplyOf } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from '../../support/contract-check.ts'
import { withTestServer } from '../../support/test-server.ts'

// The tests tell a story in order.
const server = withTestServer()
const url = '/api/warning/pipeline/import'
const DAY_MS = 86_400_000
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
const day = (ago: number): string => new Date(today - ago * DAY_MS).toISOString().slice(0, 10)

const rows = ['C-1', 'C-2', 'C-3'].flatMap((id) =>
  Array.from(
    { length: 100 },
    (_, k) => `${id},${id}-A,${day(100 - k)},-${k + 1}.50,POS COFFEE SHOP,${1000 - k}.00`,
  ),
)
const statement = `Client Id,Account,Date,Amount,Narration,Balance\n${rows.join('\n')}\nC-1,C-1-A,never,1,x,\n`

/** A multipart body of fields, then files by part name. */
function body(fields: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>) {
  const boundary = 'pratibimba-boundary'
  const parts = [
    ...Object.entries(fields).map(
      ([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`,
    ),
    ...Object.entries(files).map(
      ([name, data]) =>
        `content-disposition: form-data; name="${name}"; filename="${name}.csv"\r\ncontent-type: text/csv\r\n\r\n${data}`,
    ),
  ]
  return {
    payload: Buffer.from(
      `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
    ),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

const send = (
  fields: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = { file: statement },
) => server.inject({ method: 'POST', url, ...body(fields, files) })
const report = async (
  fields: Readonly<Record<string, string>>,
  status = 200,
  files?: Readonly<Record<string, string>>,
) => expectReply<ImportReport>('importTransactions', await send(fields, files), status)
const status = async () =>
  expectReply<ReplyOf<Operations['pipelineStatus']>>(
    'pipelineStatus',
    await server.get('/api/warning/pipeline'),
  )

describe('importing transactions', () => {
  it('asks what only a user can say, and reads nothing before', async () => {
    const asked = await report({})
    expect(asked).toMatchObject({ job_id: null, accepted: 0, questions: [{ field: 'currency' }] })
    expect(asked.mapping).toMatchObject({
      customer_id: 'Client Id',
      timestamp: 'Date',
      amount: 'Amount',
      debit: null,
    })
    expectProblem(await send({ confirm: 'yes' }), 422, 'unusable_data')
    expect((await status()).customers).toBe(0)
  })

  it('says what would be read, what not, and takes its own mapping back', async () => {
    const first = await report({ currency: 'EUR' })
    expect(first).toMatchObject({
      rows: 301,
      accepted: 300,
      refused: 1,
      customers: 3,
      job_id: null,
      labels: 0,
    })
    expect(first.problems).toMatchObject([{ line: 302, field: 'timestamp' }])
    expect(first.categories).toEqual([{ category: 'restaurants', rows: 300, by_rule: 300 }])
    const again = await report({ mapping: JSON.stringify({ ...first.mapping, ...first.rules }) })
    expect(again).toEqual(first)
  })

  it('tells the columns of a file of payments, and takes them back', async () => {
    const owed = ['Client Id,Falls due,Owed,Settled', `C-1,${day(40)},120.50,${day(39)}`].join('\n')
    const files = { file: statement, payments: owed }
    const said = { due_date: 'Falls due', amount_due: 'Owed', paid_date: 'Settled' }
    const asked = { currency: 'EUR', payments_mapping: JSON.stringify(said) }
    const first = await report(asked, 200, files)
    expect(first.payments_mapping).toMatchObject({ ...said, customer_id: 'Client Id', amount_paid: null })
    const again = await report(
      {
        ...asked,
        payments_mapping: JSON.stringify({ ...first.payments_mapping, ...first.payments_rules }),
      },
      200,
      files,
    )
    expect(again).toEqual(first)
    expect(await report({ currency: 'EUR' })).toMatchObject({ payments_mapping: null, payments_rules: null })
  })

  it('refuses what it cannot use, naming it', async () => {
    expectProblem(await send({ mapping: '{' }), 422, 'out_of_range')
    expectProblem(await send({ mapping: '{"amont":"Amount"}' }), 422, 'out_of_range')
    expectProblem(await send({ currency: 'euro' }), 422, 'out_of_range')
    expectProblem(await send({ confirm: 'perhaps' }), 422, 'out_of_range')
    expectProblem(await send({ currency: 'EUR', zone: 'Mars/Olympus' }), 422, 'out_of_range')
    expectProblem(await send({ colour: 'red' }), 422, 'out_of_range')
    expectProblem(await send({}, {}), 422, 'out_of_range')
    expectProblem(await server.inject({ method: 'POST', url, payload: {} }), 400, 'malformed_request')
  })

  it('becomes the bank once it is confirmed', async () => {
    const { job_id } = await report({ currency: 'EUR', confirm: 'yes' }, 202)
    const job = await server.waitForJob(job_id!)
    expect(job.failure).toBeNull()
    expect(await status()).toMatchObject({
      origin: 'imported',
      customers: 3,
      first_day: day(100),
      last_day: day(1),
    })
    const { customers } = server.context.warning.stores
    expect(await customers.getMany(['C-2'])).toMatchObject([
      { customerId: 'C-2', origin: 'imported', openedOn: day(100) },
    ])
    expect((await customers.getMany(['C-2']))[0].age).toBeUndefined()
  })

  it('is never replaced in passing', async () => {
    expectProblem(await send({ currency: 'EUR', confirm: 'yes' }), 409, 'conflict')
    const smaller = {
      file: statement
        .split('\n')
        .filter((line) => !line.startsWith('C-3'))
        .join('\n'),
    }
    const { job_id } = await report({ currency: 'EUR', confirm: 'yes', replace: 'yes' }, 202, smaller)
    expect((await server.waitForJob(job_id!)).failure).toBeNull()
    expect((await status()).customers).toBe(2)
  })
})
