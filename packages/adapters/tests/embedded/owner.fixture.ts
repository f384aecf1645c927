/** A process that owns an embedded server until it is killed. Arguments: directory. Prints one line of JSON when ready. */
import { startEmbeddedPostgres } from '../../embedded/index.ts'

const server = await startEmbeddedPostgres({ directory: process.argv[2]! })
process.stdout.write(`${JSON.stringify({ url: server.url(), pid: server.pid })}\n`)
setInterval(() => undefined, 1_000)
