/** A server in a process of its own, to be killed: `node pipeline-server.ts <data directory>` prints its address. */
import { startServer } from '../../../listen.ts'
import { readSettings } from '../../../settings.ts'

const [dataDirectory] = process.argv.slice(2)
const settings = readSettings(
  { PRATIBIMBA_LOG_LEVEL: 'silent' },
  { dataDirectory: dataDirectory!, port: 0, demo: false },
)
const { url } = await startServer(settings)
process.stdout.write(`${url}\n`)
