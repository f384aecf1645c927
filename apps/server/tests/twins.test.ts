import { createHash } from 'node:crypto'
import type {
  ClonePortfolioReply,
  Portfolio,
  PortfolioSummary,
  TwinComparison,
  UploadReply,
} from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

const server = withTestServer()

const regions = ['north', 'south', 'east', 'west']
/** Deterministic, with a strong dependence between age, income and limit. */
const customers = (rows: number) =>
  [
    'customer_id,full_name,email,age,region,income,credit_limit',
    ...Array.from({ length: rows }, (_, i) => {
      const age = 20 + ((i * 7) % 50)
      const income = 15_000 + age * 600 + ((i * 7919) % 9_000)
      return `C${100000 + i},Person Number${i},p${i}@bank.example,${age},${regions[(i * 3) % 4]},${income},${Math.round(income / 4) + (i % 97)}`
    }),
  ].join('\n')

async function upload(rows = 600): Promise<string> {
  const file = { name: 'customers.csv', data: customers(rows) }
  return expectReply<UploadReply>('uploadData', await server.upload([file])).file_id
}

const clone = (body: object) => server.post('/api/fintech/clone-portfolio', body)

async function finished(body: object): Promise<Portfolio> {
  const reply = expectReply<ClonePortfolioReply>('clonePortfolio', await clone(body), 202)
  expect(reply.portfolio_id).toMatch(/^TWIN_\d{8}_\d{6}_[0-9a-f]{4}$/)
  const job = await server.waitForJob(reply.job_id)
  expect(job.failure).toBeNull()
  return expectReply<Portfolio>(
    'getPortfolio',
    await server.get(`/api/fintech/portfolio/${reply.portfolio_id}`),
  )
}

const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

describe('a twin', () => {
  it('is learnt, drawn, made k-anonymous, compared and recorded', async () => {
    const file_id = await upload()
    const portfolio = await finished({
      file_id,
      num_samples: 400,
      seed: 9,
      k_anonymity: 6,
      quasi_identifiers: ['age', 'region'],
    })
    expect(portfolio).toMatchObject({
      status: 'COMPLETED',
      source: 'CLONE',
      file_id,
      num_borrowers: 400,
      progress: 1,
    })
    expect(portfolio.files.map(({ filename, rows }) => [filename, rows])).toEqual([
      ['customers_synthetic.csv', 400],
    ])
    expect(portfolio.stats_json).toMatchObject({
      bank_compliant: true,
      overall_score: null,
      privacy_certificate_id: null,
    })
    expect(portfolio.stats_json.k_anonymity).toBeGreaterThanOrEqual(6)

    const file = await server.get(portfolio.files[0].url)
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(portfolio.files[0].sha256)
    const rows = rowsOf(file.body)
    expect(rows).toHaveLength(400)
    const classes = Object.groupBy(rows, (row) => `${row[3]}|${row[4]}`)
    expect(Math.min(...Object.values(classes).map((members) => members!.length))).toBeGreaterThanOrEqual(6)
    for (const row of rows) {
      expect(Number.isInteger(Number(row[3]))).toBe(true)
      expect(row[2]).not.toMatch(/@bank\.example/)
    }
    expect(new Set(rows.map(([id]) => id)).size).toBe(400)

    const comparison = expectReply<TwinComparison>(
      'compareTwin',
      await server.get(`/api/fintech/portfolio/${portfolio.id}/comparison`),
    )
    expect(comparison.similarity_score).toBe(portfolio.stats_json.quality_score)
    expect(comparison.anonymity).toMatchObject({
      enforced: true,
      target_k: 6,
      quasi_identifiers: ['age', 'region'],
    })
    expect(comparison.correlation_error).toBeLessThan(0.2)
    const summary = expectReply<PortfolioSummary>(
      'summarizePortfolio',
      await server.get(`/api/fintech/portfolio/${portfolio.id}/summary`),
    )
    expect(summary.tables[0]).toMatchObject({ name: 'customers', rows: 400 })

    const { entries } = (await server.get(`/api/fintech/audit-log?portfolio_id=${portfolio.id}`)).json()
    expect(entries.map(({ operation }: { operation: string }) => operation)).toEqual([
      'GENERATION_COMPLETED',
      'CLONE_INITIATED',
    ])
    expect(entries[0].data_hash).toBe(portfolio.files[0].sha256)
    expect(entries[0].metadata.model_hash).toMatch(/^[0-9a-f]{64}$/)

    // The model is kept, and is not offered for download.
    expect(await server.context.artifacts.stat(portfolio.id, 'model.twin')).toBeDefined()
    expectProblem(await server.get(`/api/fintech/download/${portfolio.id}/model.twin`), 404, 'not_found')
  })

  it('is the same bytes for the same seed', async () => {
    const file_id = await upload(200)
    const first = await finished({ file_id, num_samples: 50, seed: 4 })
    const second = await finished({ file_id, num_samples: 50, seed: 4 })
    expect(second.files[0].sha256).toBe(first.files[0].sha256)
  })

  it('outlives its original', async () => {
    const file_id = await upload(200)
    const { files } = await finished({ file_id, num_samples: 30 })
    await server.inject({ method: 'DELETE', url: `/api/fintech/uploads/${file_id}` })
    expect((await server.get(files[0].url)).statusCode).toBe(200)
  })

  it('of related tables keeps them together', async () => {
    const loans = [
      'loan_id,customer_id,amount',
      ...Array.from(
        { length: 900 },
        (_, i) => `L${500000 + i},C${100000 + (i % 300)},${5_000 + ((i * 31) % 20_000)}`,
      ),
    ].join('\n')
    const files = [
      { name: 'customers.csv', data: customers(300) },
      { name: 'loans.csv', data: loans },
    ]
    const { file_id } = expectReply<UploadReply>('uploadData', await server.upload(files))
    const portfolio = await finished({ file_id, num_samples: 200, seed: 2 })
    expect(portfolio.files.map(({ filename }) => filename).sort()).toEqual([
      'customers_synthetic.csv',
      'loans_synthetic.csv',
    ])
    const text = async (name: string) =>
      (await server.get(portfolio.files.find(({ filename }) => filename === name)!.url)).body
    const keys = new Set(rowsOf(await text('customers_synthetic.csv')).map(([id]) => id))
    expect(keys.size).toBe(200)
    for (const [, owner] of rowsOf(await text('loans_synthetic.csv'))) expect(keys.has(owner)).toBe(true)
    expectReply('compareTwin', await server.get(`/api/fintech/portfolio/${portfolio.id}/comparison`))
  })
})

describe('a twin that cannot be made', () => {
  it('is refused before a job begins where that can be known', async () => {
    const file_id = await upload(100)
    expectProblem(await clone({ file_id: 'RAW_ffffffff' }), 404, 'not_found')
    expectProblem(await clone({ file_id: '../x' }), 422, 'out_of_range')
    expectProblem(await clone({}), 422, 'out_of_range')
    expectProblem(await clone({ file_id, num_samples: 9 }), 422, 'out_of_range')
    expectProblem(await clone({ file_id, num_sample: 90 }), 422, 'out_of_range')
    expect(
      expectProblem(await clone({ file_id, engine: 'gan' }), 422, 'out_of_range').errors![0].pointer,
    ).toBe('/engine')
    expectProblem(await clone({ file_id, quasi_identifiers: ['nothing'] }), 422, 'out_of_range')
    expectProblem(await clone({ file_id, primary_key: 'nothing' }), 422, 'unusable_data')
    expectProblem(
      await clone({ file_id, num_samples: 20, k_anonymity: 30, quasi_identifiers: ['age'] }),
      422,
      'out_of_range',
    )
  })

  it('leaves a portfolio that says why, and no file', async () => {
    const file_id = await upload(100)
    const quasi_identifiers = ['age']
    // The data go away between request and job, as by a hand on the disk.
    const files = await server.context.artifacts.list(file_id)
    expect(files).toHaveLength(1)
    await server.context.artifacts.remove(file_id)
    const reply = expectReply<ClonePortfolioReply>(
      'clonePortfolio',
      await clone({ file_id, quasi_identifiers }),
      202,
    )
    expect((await server.waitForJob(reply.job_id)).state).toBe('FAILED')
    const portfolio = await server.portfolio(reply.portfolio_id)
    expect(portfolio).toMatchObject({ status: 'FAILED', files: [] })
    expect(portfolio.failure!.detail).toMatch(/no file customers\.csv/)
    expectProblem(await server.get(`/api/fintech/portfolio/${portfolio.id}/comparison`), 409, 'conflict')
    server.background.length = 0
  })
})
