/** A server as its own process on a scratch data directory. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../apps/cli/pratibimba.mjs')

export interface ServerProcess {
  readonly url: string
  /** Largest resident memory so far, MB; NaN where the system does not tell. */
  peakMegabytes(): number
  stop(): Promise<void>
}

/** Starts `pratibimba up` on a free port and waits until it answers. */
export async function startServerProcess(dataDirectory: string, ...more: string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program, 'up', '--port', '0', '--data', dataDirectory, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PRATIBIMBA_LOG_LEVEL: 'error' },
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (data) => {
      said += data
      const found = /answers on (http:\S+)/.exec(said)
      if (found !== null) resolve(found[1])
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)))
  })
  return {
    url,
    peakMegabytes: () => peakOf(child.pid!),
    async stop() {
      child.removeAllListeners('exit')
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function peakOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1]) / 1024
}
