/** A server with a credit model, in a process of its own, to be killed: `node credit-server.ts <data directory>` prints its address. */

import { compose } from '../../../compose.ts'
import { startServer } from '../../../listen.ts'
import { readSettings } from '../../../settings.ts'
import { registerModel, smallCreditModel } from './credit-bank.ts'

const [dataDirectory] = process.argv.slice(2)
const settings = readSettings(
  { PRATIBIMBA_LOG_LEVEL: 'silent' },
  { dataDirectory: dataDirectory!, port: 0, demo: false },
)
const { context, close } = await compose(settings, (error) => process.stderr.write(`${error}\n`))
if (context.credit.deciders.champion() === undefined)
  await registerModel(context, await smallCreditModel({ count: 1_500, trees: 12 }), 'cd-1')
await close()
const { url } = await startServer(settings)
process.stdout.write(`${url}\n`)
