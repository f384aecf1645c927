import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@pratibimba/adapters/embedded'
import { expect, it } from 'vitest'
import { createApp } from '../../app.ts'
import { compose } from '../../compose.ts'
import { readSettings } from '../../settings.ts'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { registerModel, seedApplication, smallCreditModel } from './support/credit-bank.ts'

it('while the database is away nothing is decided; afterwards the same key is decided once', {
  timeout: 120_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pratibimba-credit-away-'))
  const own = { directory: join(directory, 'postgres'), stopOnSignals: false }
  const first = await startEmbeddedPostgres(own)
  const environment = { PRATIBIMBA_LOG_LEVEL: 'silent', DATABASE_URL: first.url('postgres') }
  const settings = readSettings(environment, { dataDirectory: join(directory, 'data'), demo: false })
  const { context, close } = await compose(settings, () => undefined)
  const app = await createApp(context, { dashboardDirectory: join(directory, 'no-dashboard') })
  const score = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/credit/score?explain=reasons&idempotency_key=away',
      payload: seedApplication,
    })
  await registerModel(context, await smallCreditModel({ count: 1_500, trees: 12 }), 'cd-1')
  await first.stop()
  expect(expectProblem(await score(), 503, 'unavailable').detail).toMatch(/database does not answer/)

  const second = await startEmbeddedPostgres({ ...own, port: first.port })
  const decided = await score()
  expectReply('scoreApplication', decided)
  expect((await score()).body).toBe(decided.body)
  const { total } = (await app.inject('/api/credit/decisions')).json<{ total: number }>()
  expect(total).toBe(1)
  await app.close()
  await close()
  await second.stop()
  await rm(directory, { recursive: true, force: true })
})
