/** The thread: opens tasks, runs pieces one after the other, hands results over without copying. */
import { parentPort } from 'node:worker_threads'
import { kindOfError } from './kept-errors.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { taskKinds } from './registry.ts'
import { buffersOf } from './transfer.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs inside a worker thread only')

const opened = new Map<number, Promise<(piece: unknown) => unknown>>()
/** The piece before: work that waits for files must not begin the next one meanwhile, memory is for one piece. */
let last: Promise<void> = Promise.resolve()

port.on('message', async (message: ToWorker) => {
  if (message.type === 'open') {
    const running = open(message.kind, message.setup)
    running.catch(() => undefined) // reported by the first piece that needs it
    opened.set(message.setupId, running)
  } else if (message.type === 'forget') {
    opened.delete(message.setupId)
  } else {
    last = last.then(async () => {
      const answer = await run(message.setupId, message.pieceId, message.piece)
      port.postMessage(answer, answer.type === 'done' ? buffersOf(answer.result) : [])
    })
    await last
  }
})

async function open(kind: string, setup: unknown): Promise<(piece: unknown) => unknown> {
  const load = taskKinds[kind]
  if (load === undefined)
    throw new RangeError(`worker: need a kind of ${Object.keys(taskKinds).join(', ')}, got "${kind}"`)
  return (await load()).open(setup)
}

async function run(setupId: number, pieceId: number, piece: unknown): Promise<FromWorker> {
  try {
    const work = await opened.get(setupId)!
    return { type: 'done', pieceId, result: await work(piece) }
  } catch (error) {
    return { type: 'failed', pieceId, error, kind: kindOfError(error) }
  }
}
