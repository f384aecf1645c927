import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { expectProblem } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

const dashboardDirectory = mkdtempSync(join(tmpdir(), 'pratibimba-dashboard-'))
mkdirSync(join(dashboardDirectory, 'assets'))
writeFileSync(join(dashboardDirectory, 'index.html'), '<!doctype html><title>Dashboard</title>')
writeFileSync(join(dashboardDirectory, 'assets', 'main-4f2a.js'), 'export {}')
afterAll(() => rmSync(dashboardDirectory, { recursive: true, force: true }))

const server = withTestServer({ requestsPerMinute: 40 }, { dashboardDirectory })

describe('the dashboard', () => {
  it('is one page for every address below /app, always asked for anew', async () => {
    for (const path of ['/app/', '/app/portfolios', '/app/portfolios/SYNTH_1/summary', '/app/index.html']) {
      const page = await server.get(path)
      expect([path, page.statusCode]).toEqual([path, 200])
      expect(page.body).toContain('<title>Dashboard</title>')
      expect(page.headers['cache-control']).toBe('no-cache')
    }
    expect((await server.get('/app')).headers.location).toBe('/app/')
  })

  it('has assets that never change, and none that are missing', async () => {
    const asset = await server.get('/app/assets/main-4f2a.js')
    expect(asset.statusCode).toBe(200)
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toMatch(/javascript/)
    expectProblem(await server.get('/app/assets/main-0000.js'), 404, 'not_found')
  })

  it('does not lead out of its directory', async () => {
    for (const path of [
      '/app/../../etc/passwd',
      '/app/%2e%2e/%2e%2e/etc/passwd',
      '/app/..%2f..%2fetc%2fpasswd',
    ])
      expect((await server.get(path)).body).not.toContain('root:')
  })
})

describe('an address that asks too often', () => {
  it('is told when to come back', async () => {
    const replies = await Promise.all(Array.from({ length: 60 }, () => server.get('/health')))
    const refused = replies.filter(({ statusCode }) => statusCode === 429)
    expect(refused.length).toBeGreaterThan(0)
    expectProblem(refused[0], 429, 'rate_limited')
    const seconds = Number(refused[0].headers['retry-after'])
    expect(seconds > 0 && seconds <= 60).toBe(true)
  })
})
