/** A server of its own process, to be killed: `node desk-server.ts DIRECTORY CUSTOMERS` prints its URL. */
import { createApp } from '../../../app.ts'
import { compose } from '../../../compose.ts'
import { readSettings } from '../../../settings.ts'
import { customerId, scoreOf } from './bank.ts'

const [directory = '', customers = '0'] = process.argv.slice(2)
const settings = readSettings({ PRATIBIMBA_LOG_LEVEL: 'silent' }, { dataDirectory: directory, demo: false })
const parts = await compose(settings, (error) => process.stderr.write(`${error}\n`))
const { stores } = parts.context.warning
if ((await stores.customers.count()) === 0) {
  const numbers = Array.from({ length: Number(customers) }, (_, i) => i + 1)
  await stores.customers.upsert(numbers.map((n) => ({ customerId: customerId(n) })))
  await stores.scores.insert(numbers.map((n) => scoreOf(n)))
  await stores.interventions.saveOfficer({ officerId: 'asha', name: 'Asha', role: 'officer', active: true })
}
const app = await createApp(parts.context, { dashboardDirectory: directory })
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
process.on('SIGTERM', () => void app.close().then(() => parts.close()))
