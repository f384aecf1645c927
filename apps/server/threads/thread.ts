/** The thread: one task after the other; the code of a task is loaded when its first one comes. */
import { getHeapStatistics } from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { faultOf } from '../problems/problem-of.ts'
import type { Progress } from './progress.ts'
import { taskLoaders } from './tasks.ts'
import type { FromThread, ToThread } from './threads.ts'

const port = parentPort
if (port === null) throw new Error('thread.ts runs inside a worker thread only')
const say = (message: FromThread): void => port.postMessage(message)
const progress: Progress = (share, stage) => say({ type: 'progress', share, stage })

port.on('message', async ({ name, input }: ToThread) => {
  try {
    const task = (await taskLoaders[name]()) as (input: unknown, progress: Progress) => Promise<unknown>
    const result = await task(input, progress)
    say({ type: 'done', result, heldBytes: heldBytes() })
  } catch (error) {
    say({
      type: 'failed',
      fault: faultOf(error),
      stack: error instanceof Error ? error.stack : String(error),
      heldBytes: heldBytes(),
    })
  }
})

/** Memory of this thread, garbage and all. */
function heldBytes(): number {
  const { total_heap_size, external_memory } = getHeapStatistics()
  return total_heap_size + external_memory
}
