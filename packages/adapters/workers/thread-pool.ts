/** Teams on worker threads of this process: fork and join by atomics, threads kept from team to team. */
import { availableParallelism } from 'node:os'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { oneThread, type Team, type TeamProgram, type ThreadPool } from '@pratibimba/numerics/wasm'
import { awaitStep, beginClose, beginStep, controlBytes, isRunning } from './team-control.ts'
import type { FromTeamWorker, JoinTeam, TeamWorkerData } from './team-messages.ts'

interface Member {
  readonly worker: Worker
  readonly port: MessagePort
  ended: boolean
}

/**
 * Opens a pool; its threads start with the first team and end with `close`. While one team is at work, another that is asked
 * for gets the calling thread alone: results never depend on the number of threads.
 *
 * @param threads the calling one included; default one per core
 * @throws RangeError when there is not at least one
 */
export function openThreadPool(
  threads: number = availableParallelism(),
): ThreadPool & { close(): Promise<void> } {
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`openThreadPool: need at least 1 thread, got ${threads}`)
  let members: Member[] = []
  let busy = false
  let closed = false

  const letGo = async (): Promise<void> => {
    const leaving = members
    members = []
    await Promise.all(leaving.map(({ worker }) => worker.terminate()))
  }

  const openTeam = async <Setup>(program: TeamProgram<Setup>, setup: Setup): Promise<Team> => {
    members = members.filter(({ ended }) => !ended)
    while (members.length < threads - 1) members.push(startMember())
    const team = members.slice()
    const control = new SharedArrayBuffer(controlBytes)
    const words = new Int32Array(control)
    const joined = team.map((member, i) =>
      join(member, { kind: program.kind, setup, thread: i + 1, threads, control }),
    )
    let share: (step: number) => void
    try {
      await Promise.all(joined)
      share = program.open(setup, 0, threads)
    } catch (error) {
      await letGo() // some may have joined already and wait for steps
      throw error
    }
    const areAlive = (): boolean => team.every(({ worker, ended }) => !ended && isRunning(worker))
    let state: 'open' | 'failed' | 'closed' = 'open'
    const fall = (error: unknown): never => {
      state = 'failed'
      void letGo()
      throw error
    }
    return {
      threads,
      run(step) {
        if (state !== 'open' || closed)
          throw new Error('A team of threads that is closed or has failed runs no step.')
        beginStep(words, team.length, step)
        let own: { error: unknown } | undefined
        try {
          share(step)
        } catch (error) {
          own = { error }
        }
        const done = awaitStep(words, areAlive)
        if (own !== undefined) fall(own.error)
        if (!done) fall(errorOf(team))
      },
      close() {
        if (state === 'closed') return
        if (state === 'open') beginClose(words, team.length)
        state = 'closed'
        busy = false
      },
    }
  }

  return {
    threads,
    async team(program, setup) {
      if (closed) throw new Error('The pool of team threads is closed.')
      if (busy || threads === 1) return oneThread.team(program, setup)
      busy = true
      try {
        return await openTeam(program, setup)
      } catch (error) {
        busy = false
        throw error
      }
    },
    async close() {
      closed = true
      await letGo()
    },
  }
}

function startMember(): Member {
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(new URL('./team-worker.ts', import.meta.url), {
    workerData: { port: port2 } satisfies TeamWorkerData,
    transferList: [port2],
  })
  const member: Member = { worker, port: port1, ended: false }
  worker.unref()
  port1.unref()
  worker.on('error', () => {
    member.ended = true
  })
  worker.on('exit', () => {
    member.ended = true
    port1.close()
  })
  return member
}

/** Sends a thread into a team; settles when it has opened the program, or could not. */
function join({ worker, port }: Member, message: JoinTeam): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      port.off('message', onMessage)
      worker.off('exit', onExit)
      worker.off('error', onError)
      port.unref()
    }
    const onMessage = (answer: FromTeamWorker): void => {
      leave()
      if (answer.type === 'joined') resolve()
      else reject(answer.error)
    }
    const onExit = (code: number): void => {
      leave()
      reject(new Error(`A thread of a team ended with code ${code} before it joined.`))
    }
    const onError = (error: unknown): void => {
      leave()
      reject(error)
    }
    port.on('message', onMessage)
    worker.on('exit', onExit)
    worker.on('error', onError)
    port.ref()
    port.postMessage(message)
  })
}

/** Why a step failed, in the thread's own words where it had any. */
function errorOf(team: readonly Member[]): unknown {
  for (const { port } of team) {
    const received = receiveMessageOnPort(port) as { message: FromTeamWorker } | undefined
    if (received?.message.type === 'failed') return received.message.error
  }
  return new Error('A thread of a team ended before its share of the work was done.')
}
