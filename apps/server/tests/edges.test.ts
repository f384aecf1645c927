import { type Operation, operations, type Role, roles } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identifyOnLoopback } from '../routes/open-on-loopback.ts'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

let role: Role | undefined
const server = withTestServer(
  {},
  { identify: async (request) => (role === undefined ? identifyOnLoopback(request) : { id: role, role }) },
)
const all = Object.entries(operations) as [keyof typeof operations, Operation][]

/** An address of the operation that names nothing. */
function addressOf({ path }: Operation): string {
  return path
    .replace('{portfolio_id}', 'SYNTH_20990101_000000_abcd')
    .replace('{file_id}', 'RAW_00000000')
    .replace('{job_id}', '00000000-0000-4000-8000-000000000000')
    .replace('{filename}', 'x.csv')
}

describe('what is not a request of ours', () => {
  it('answers malformed JSON with 400', async () => {
    for (const payload of ['{"num', '', 'null,', '{"a":1,}', '{"__proto__":{"x":1}}'])
      expectProblem(
        await server.inject({
          method: 'POST',
          url: '/api/fintech/generate-portfolio',
          headers: { 'content-type': 'application/json' },
          payload,
        }),
        400,
        'malformed_request',
      )
  })

  it.each([
    ['{"num_borrowers":10,"num_borrowers":20}', '/num_borrowers', 'there twice'],
    ['{"num_borrowers":10,"num\\u005fborrowers":20}', '/num_borrowers', 'there twice'],
    ['{"risk_grade_distribution":{"A":1,"A":1}}', '/risk_grade_distribution/A', 'there twice'],
    ['{"dti_range":[0,{"x":1,"x":2}]}', '/dti_range/1/x', 'there twice'],
    ['{"__proto__":{"x":1}}', '/__proto__', 'no name of a field'],
  ])('refuses the names of %s', async (payload, pointer, why) => {
    const headers = { 'content-type': 'application/json' }
    const url = '/api/fintech/generate-portfolio'
    const reply = await server.inject({ method: 'POST', url, headers, payload })
    const { errors } = expectProblem(reply, 400, 'malformed_request')
    expect(errors).toEqual([{ pointer, detail: expect.stringContaining(why) }])
  })

  it('takes one name in several objects, and text that looks like structure', async () => {
    const body = '{"demographic_override":{"group":"{\\"a\\":[,"},"num_borrowers":5,"dti_range":[0.2,0.3]}'
    const headers = { 'content-type': 'application/json' }
    const url = '/api/fintech/generate-portfolio'
    const reply = await server.inject({ method: 'POST', url, headers, payload: `\ufeff${body}` })
    expect(reply.statusCode, reply.body).toBe(200)
  })

  it.each([
    ['{"a":1,}', 'position 7'],
    ['{"num_borrowers": NaN}', 'stray character'],
    ['{"num_borrowers"', 'ends too early'],
  ])('says where %s is no JSON', async (payload, where) => {
    const headers = { 'content-type': 'application/json' }
    const url = '/api/fintech/generate-portfolio'
    const reply = await server.inject({ method: 'POST', url, headers, payload })
    expect(expectProblem(reply, 400, 'malformed_request').detail).toContain(where)
  })

  it('never repeats what stood in a malformed body', async () => {
    const reply = await server.inject({
      method: 'POST',
      url: '/api/fintech/generate-portfolio',
      headers: { 'content-type': 'application/json' },
      payload: '{"full_name": "Asha Rao" x}',
    })
    expect(reply.body).not.toContain('Asha')
  })

  it('answers other kinds of content with 415', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
      expectProblem(
        await server.inject({
          method: 'POST',
          url: '/api/fintech/generate-portfolio',
          headers: { 'content-type': type },
          payload: 'x',
        }),
        415,
        'unsupported_media_type',
      )
  })

  it('answers a body over the limit with 413', async () => {
    const payload = { demographic_override: 'x'.repeat(2_000_000) }
    expectProblem(await server.post('/api/fintech/generate-portfolio', payload), 413, 'too_large')
  })

  it('answers unknown addresses with a problem, and names the methods of known ones', async () => {
    expectProblem(await server.get('/api/fintech/nothing'), 404, 'not_found')
    const reply = await server.inject({ method: 'DELETE', url: '/health' })
    expect(expectProblem(reply, 404, 'not_found').detail).toBe('DELETE is not answered here; GET is.')
    expectProblem(await server.get('/api/fintech/portfolio/%E0%A4%A'), 400, 'malformed_request')
  })

  it('refuses unknown and wrong query fields', async () => {
    const typo = expectProblem(await server.get('/api/fintech/portfolios?limt=3'), 422, 'out_of_range')
    expect(typo.errors).toEqual([
      { pointer: '/limt', detail: '"limt" is not a field here; did you mean "limit"?' },
    ])
    expectProblem(await server.get('/api/fintech/portfolios?limit=0'), 422, 'out_of_range')
    expectProblem(await server.get('/api/fintech/portfolios?limit=ten'), 422, 'out_of_range')
    expectProblem(await server.get('/api/fintech/portfolios?status=DONE'), 422, 'out_of_range')
    expectProblem(await server.get('/health?x=1'), 422, 'out_of_range')
    expectReply('listPortfolios', await server.get('/api/fintech/portfolios?limit=3&offset=0'))
  })

  it('answers fuzzed bodies without an error of its own', async () => {
    const field = fc.constantFrom(
      ...[
        'num_borrowers',
        'target_default_rate',
        'risk_grade_distribution',
        'dti_range',
        'demographic_override',
      ],
      ...['as_of_date', 'format', 'seed', '__proto__', 'constructor', ''],
    )
    const bodies = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue()))
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        // Sizes are kept small; everything else may be anything.
        const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
        const payload = isObject ? { num_borrowers: 5, ...body } : body
        const reply = await server.inject({
          method: 'POST',
          url: '/api/fintech/generate-portfolio',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(payload),
        })
        expect(reply.statusCode, reply.body).toBeLessThan(500)
      }),
      { numRuns: 200, seed: 20 },
    )
  })
})

describe('who may do what', () => {
  it.each(all)('%s asks for its permission', async (_, operation) => {
    // A stream that may begin would never end; whoever may ask is refused for the query instead.
    const endless = operation.replyKind === 'events' ? '?unknown=1' : ''
    for (const candidate of Object.keys(roles) as Role[]) {
      role = candidate
      const reply = await server.inject({ method: operation.method, url: addressOf(operation) + endless })
      const allowed = (roles[candidate] as readonly string[]).includes(operation.permission)
      if (allowed) expect(reply.statusCode, candidate).not.toBe(403)
      else expectProblem(reply, 403, 'forbidden')
    }
    role = undefined
  })

  it('answers this machine only, and not to pages of other sites', async () => {
    const ask = (headers: Record<string, string>) => server.inject({ method: 'GET', url: '/health', headers })
    expectReply('health', await ask({ host: '127.0.0.1:8000' }))
    expectReply('health', await ask({ host: '[::1]:8000' }))
    expectReply('health', await ask({ host: 'localhost:8000', origin: 'http://localhost:8000' }))
    expectProblem(await ask({ host: 'bank.example' }), 403, 'forbidden')
    expectProblem(await ask({ host: 'localhost:8000', origin: 'https://other.example' }), 403, 'forbidden')
    expectProblem(await ask({ host: 'localhost:8000', origin: 'null' }), 403, 'forbidden')
    expectProblem(await ask({ host: 'localhost:8000', 'sec-fetch-site': 'cross-site' }), 403, 'forbidden')
  })
})

describe('the description of the API', () => {
  it('lists every operation with its permission, body, replies and problems', async () => {
    const document = (await server.get('/openapi.json')).json()
    expect(document.openapi).toBe('3.1.1')
    for (const [name, operation] of all) {
      const described = document.paths[operation.path][operation.method.toLowerCase()]
      expect(described.operationId).toBe(name)
      expect(described.description).toContain(operation.permission)
      expect(described.requestBody !== undefined).toBe(
        operation.body !== undefined || operation.multipart === true,
      )
      for (const status of operation.statuses ?? [200]) expect(described.responses[status]).toBeDefined()
      expect(described.responses[403].content['application/problem+json']).toBeDefined()
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const declared = (described.parameters ?? []).filter(
        (parameter: { in: string }) => parameter.in === 'path',
      )
      expect(declared.map((parameter: { name: string }) => parameter.name)).toEqual(inPath)
    }
  })

  it('has a component for every reference, and no draft-07 tuple', async () => {
    const text = (await server.get('/openapi.json')).body
    const { components } = JSON.parse(text)
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(components.schemas[name]).toBeDefined()
    expect(text).not.toContain('additionalItems')
    expect(components.schemas.GeneratePortfolioRequest.properties.dti_range.prefixItems).toHaveLength(2)
  })

  it('is readable at /docs without anything from elsewhere', async () => {
    const page = await server.get('/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-/)
    expect((await server.get('/docs/js/scalar.js')).statusCode).toBe(200)
  })
})

describe('the system', () => {
  it('tells its health and readiness', async () => {
    expect(expectReply('health', await server.get('/health'))).toMatchObject({ status: 'ok' })
    expectReply('ready', await server.get('/ready'))
  })

  it('leads to the dashboard, and says when it is not built', async () => {
    expect((await server.get('/')).headers.location).toBe('/app/')
    const page = await server.get('/app/portfolios')
    expect(page.statusCode).toBe(503)
    expect(page.body).toContain('not built')
  })

  it('sets the headers that protect pages, and a request id', async () => {
    const { headers } = await server.get('/health')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('verifies its audit chain', async () => {
    await server.post('/api/fintech/generate-portfolio', { num_borrowers: 5 })
    expect(expectReply('verifyAudit', await server.get('/api/fintech/audit-log/verify'))).toMatchObject({
      whole: true,
    })
    expectReply('listAudit', await server.get('/api/fintech/audit-log?operation=GENERATION_COMPLETED'))
  })
})
