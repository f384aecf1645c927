/** Fixture scripts run as processes of their own, so that tests can kill them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface FixtureProcess {
  readonly process: ChildProcess
  /** The next line of its standard output, parsed as JSON. @throws Error with its stderr when it ends first */
  nextLine<T>(): Promise<T>
  /** Signals it and waits for its end. @returns exit code or signal */
  end(signal: NodeJS.Signals): Promise<number | string>
}

export function startFixture(path: string, args: readonly string[]): FixtureProcess {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    async nextLine<T>() {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${path} ended (${await ended}).\n${complaint}`)
      return JSON.parse(value) as T
    },
    async end(signal) {
      child.kill(signal)
      return ended
    },
  }
}
