/** Runs the program as its users do: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const programPath = join(import.meta.dirname, '../../pratibimba.mjs')

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Called with the process once it runs. */
  onStart?(child: ChildProcess): Promise<void>
  /** A write beyond this fails, as on a full disk. POSIX only. */
  readonly maxFileKibibytes?: number
}

export function runProgram(args: readonly string[], cwd: string, options: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { environment, onStart, maxFileKibibytes } = options
    const program = [process.execPath, programPath, ...args]
    const [command, ...rest] =
      maxFileKibibytes === undefined
        ? program
        : ['bash', '-c', `trap '' XFSZ; ulimit -f ${maxFileKibibytes}; exec "$@"`, 'limited', ...program]
    const env = { ...process.env, ...environment }
    const child = spawn(command, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data) => {
      stdout += data
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
    onStart?.(child).catch(reject)
  })
}
