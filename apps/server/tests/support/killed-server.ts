/** A server in a process of its own, killed without notice and started again on the same data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'

export interface KilledServer {
  /** Its data; removed with the file. */
  readonly directory: string
  start(): Promise<void>
  /** Kills it without notice and resolves when it is gone. */
  kill(): Promise<void>
  get<T>(path: string): Promise<T>
  post(path: string, body: object): Promise<Response>
}

/**
 * Call at the top of a test file.
 *
 * @param script program that is told the directory and then `args`, and prints its address
 */
export function withKilledServer(script: string, ...args: readonly string[]): KilledServer {
  let directory = ''
  let child: ChildProcess | undefined
  let url = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pratibimba-killed-'))
  })
  afterAll(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(directory, { recursive: true, force: true })
  })
  return {
    get directory() {
      return directory
    },
    async start() {
      child = spawn(process.execPath, [script, directory, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit').then(([code]) => {
        throw new Error(`${script} ended with ${code} before it said its address`)
      })
      const [line] = (await Promise.race([
        once(createInterface({ input: child.stdout! }), 'line'),
        ended,
      ])) as [string]
      // Later it ends because it is killed.
      ended.catch(() => undefined)
      url = line
    },
    async kill() {
      child!.kill('SIGKILL')
      await once(child!, 'exit')
    },
    get: async <T>(path: string) => (await fetch(url + path)).json() as Promise<T>,
    post: (path, body) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}
