import { createHash } from 'node:crypto'
import type { GeneratePortfolioReply, Portfolio, PortfolioList, PortfolioSummary } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

const server = withTestServer()
const generate = (body: object) => server.post('/api/fintech/generate-portfolio', body)
const made = async (body: object) =>
  expectReply<GeneratePortfolioReply>('generatePortfolio', await generate(body))

describe('a portfolio from scratch', () => {
  it('is generated, described, listed, downloaded and removed', async () => {
    const reply = await made({ num_borrowers: 400, seed: 7, target_default_rate: 0.05 })
    expect(reply).toMatchObject({
      status: 'completed',
      num_borrowers: 400,
      achieved_default_rate: 0.05,
      seed: 7,
      job_id: null,
    })
    expect(reply.portfolio_id).toMatch(/^SYNTH_\d{8}_\d{6}_[0-9a-f]{4}$/)

    const portfolio = expectReply<Portfolio>(
      'getPortfolio',
      await server.get(`/api/fintech/portfolio/${reply.portfolio_id}`),
    )
    expect(portfolio).toMatchObject({
      status: 'COMPLETED',
      source: 'SYNTHETIC',
      progress: 1,
      num_loans: reply.num_loans,
    })
    expect(portfolio.request.seed).toBe(7)
    expect(portfolio.files.map(({ filename }) => filename).sort()).toEqual(['borrowers.csv', 'loans.csv'])

    const summary = expectReply<PortfolioSummary>(
      'summarizePortfolio',
      await server.get(`/api/fintech/portfolio/${portfolio.id}/summary`),
    )
    expect(summary.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['borrowers', 400],
      ['loans', reply.num_loans],
    ])

    const list = expectReply<PortfolioList>(
      'listPortfolios',
      await server.get(`/api/fintech/portfolios?search=${portfolio.id}&status=COMPLETED`),
    )
    expect(list.total).toBe(1)

    for (const { url, bytes, sha256 } of portfolio.files) {
      const file = await server.get(url)
      expect(file.statusCode).toBe(200)
      expect(file.rawPayload.length).toBe(bytes)
      expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(sha256)
    }

    expectReply(
      'deletePortfolio',
      await server.inject({ method: 'DELETE', url: `/api/fintech/portfolio/${portfolio.id}` }),
    )
    expectProblem(await server.get(`/api/fintech/portfolio/${portfolio.id}`), 404, 'not_found')
    expectProblem(await server.get(portfolio.files[0].url), 404, 'not_found')
    const { entries } = (await server.get(`/api/fintech/audit-log?portfolio_id=${portfolio.id}`)).json()
    expect(entries.map(({ operation }: { operation: string }) => operation)).toEqual([
      'PORTFOLIO_REMOVED',
      'GENERATION_COMPLETED',
    ])
  })

  it('is the same bytes for the same seed, and another for none', async () => {
    const hashes = async (body: object) => {
      const { portfolio_id } = await made(body)
      return (await server.portfolio(portfolio_id)).files.map(({ sha256 }) => sha256)
    }
    const first = await hashes({ num_borrowers: 50, seed: 3 })
    expect(await hashes({ num_borrowers: 50, seed: 3 })).toEqual(first)
    expect(await hashes({ num_borrowers: 50 })).not.toEqual(first)
  })

  it('takes every setting of the contract', async () => {
    const reply = await made({
      num_borrowers: 60,
      target_default_rate: 0.1,
      default_rate_tolerance: 0.05,
      include_payment_history: true,
      history_months: 6,
      use_copulas: false,
      privacy_epsilon: 2,
      k_anonymity: 3,
      risk_grade_distribution: { B: 0.5, D: 0.5 },
      loan_type_distribution: { AUTO: 1 },
      dti_range: [0.2, 0.6],
      demographic_override: { group: 'north', score_shift: -0.5, income_factor: 0.9 },
      seed: 1,
      as_of_date: '2024-06-30',
      format: 'parquet',
    })
    expect(reply.as_of_date).toBe('2024-06-30')
    expect(Object.keys(reply.download_urls).sort()).toEqual(['borrowers', 'loans', 'payments'])
    const file = await server.get(reply.download_urls.borrowers)
    expect(file.headers['content-type']).toBe('application/vnd.apache.parquet')
    expect(file.rawPayload.subarray(0, 4).toString()).toBe('PAR1')
  })

  it('goes on as a job when the client does not want to wait', async () => {
    const response = await server.inject({
      method: 'POST',
      url: '/api/fintech/generate-portfolio',
      headers: { prefer: 'respond-async' },
      payload: { num_borrowers: 500, seed: 5 },
    })
    const reply = expectReply<GeneratePortfolioReply>('generatePortfolio', response, 202)
    expect(reply).toMatchObject({ status: 'initializing', num_loans: null })
    expect(response.headers.location).toBe(`/api/fintech/portfolio/${reply.portfolio_id}`)
    expect((await server.waitForJob(reply.job_id!)).state).toBe('COMPLETED')
    expect(await server.portfolio(reply.portfolio_id)).toMatchObject({
      status: 'COMPLETED',
      num_borrowers: 500,
    })
    expect(server.background).toEqual([])
  })
})

describe('a request that cannot be met', () => {
  it.each([
    [{ num_borrowers: 0 }, '/num_borrowers', /from 1 to 100,000; got 0/],
    [{ num_borrowers: -1 }, '/num_borrowers', /from 1 to 100,000; got -1/],
    [{ num_borrowers: 1e12 }, '/num_borrowers', /from 1 to 100,000; got 1000000000000/],
    [{ num_borrowers: '10' }, '/num_borrowers', /whole number.*without the quotes/],
    [{ num_borrowers: 1.5 }, '/num_borrowers', /whole number/],
    [{ num_borrowers: null }, '/num_borrowers', /got null/],
    [{ num_borowers: 10 }, '/num_borowers', /did you mean "num_borrowers"/],
    [{ include_payment_history: 'true' }, '/include_payment_history', /without the quotes/],
    [{ dti_range: [0.1] }, '/dti_range', /exactly 2 values/],
    [{ dti_range: [0.5, 0.2] }, '/dti_range', /Put the lowest first/],
    [{ dti_range: [0.1, 2] }, '/dti_range/1', /from 0 to 1; got 2/],
    [{ risk_grade_distribution: { A: 0.5 } }, '/risk_grade_distribution', /sum to 1/],
    [{ risk_grade_distribution: { F: 1 } }, '/risk_grade_distribution/F', /not a field/],
    [{ demographic_override: 3 }, '/demographic_override', /text in quotes or an object/],
    [
      { demographic_override: { group: 'x', score_shift: 9 } },
      '/demographic_override/score_shift',
      /from -3 to 3/,
    ],
    [{ as_of_date: '2024-02-30' }, '/as_of_date', /date that exists/],
    [{ format: 'xlsx' }, '/format', /one of csv, parquet/],
  ])('%j names the field and the fix', async (body, pointer, detail) => {
    const problem = expectProblem(await generate(body), 422, 'out_of_range')
    const error = problem.errors!.find((candidate) => candidate.pointer === pointer)
    expect(error, JSON.stringify(problem.errors)).toBeDefined()
    expect(error!.detail).toMatch(detail)
  })

  it('tells every fault at once, and at most twenty', async () => {
    const two = expectProblem(await generate({ num_borrowers: 0, seed: -1 }), 422, 'out_of_range')
    expect(two.errors!.map(({ pointer }) => pointer).sort()).toEqual(['/num_borrowers', '/seed'])
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, i]))
    expect(expectProblem(await generate(many), 422, 'out_of_range').errors).toHaveLength(20)
  })

  it('names the reachable interval of an unreachable default rate', async () => {
    const problem = expectProblem(
      await generate({ target_default_rate: 0.9, risk_grade_distribution: { A: 1 } }),
      422,
      'unreachable_target',
    )
    expect(problem.detail).toMatch(/reachable interval is/)
    expect(problem.errors![0].pointer).toBe('/target_default_rate')
  })

  it('leaves nothing behind', async () => {
    const before = (await server.get('/api/fintech/portfolios')).json<PortfolioList>().total
    await generate({ target_default_rate: 0.9, risk_grade_distribution: { A: 1 } })
    expect((await server.get('/api/fintech/portfolios')).json<PortfolioList>().total).toBe(before)
  })
})
