/** A thread of a team: waits for a team to join, follows its steps until it is let go, and waits again. */
import { workerData } from 'node:worker_threads'
import { fail, followSteps } from './team-control.ts'
import type { FromTeamWorker, JoinTeam, TeamWorkerData } from './team-messages.ts'
import { teamPrograms } from './team-programs.ts'

const { port } = workerData as TeamWorkerData
const say = (message: FromTeamWorker): void => port.postMessage(message)

port.on('message', async ({ kind, setup, thread, threads, control }: JoinTeam) => {
  const words = new Int32Array(control)
  const onExit = (): void => fail(words)
  try {
    const load = teamPrograms[kind]
    if (load === undefined)
      throw new RangeError(
        `team-worker: need a kind of ${Object.keys(teamPrograms).join(', ')}, got "${kind}"`,
      )
    const work = (await load()).open(setup, thread, threads)
    process.on('exit', onExit)
    say({ type: 'joined' })
    followSteps(words, work)
  } catch (error) {
    say({ type: 'failed', error }) // before the step is seen to fail, so that the reason is there to read
    fail(words)
  } finally {
    process.off('exit', onExit)
  }
})
