/** Runs whole processes and says what they took: wall clock, CPU of all threads, peak resident memory. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Usage {
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly peakMegabytes: number
  readonly stdout: string
}

const root = join(import.meta.dirname, '..', '..')
const reportUsage = join(import.meta.dirname, 'report-usage.mjs')

/** Runs `pratibimba` with these arguments in `cwd`. @throws when it ends with another code than `exitCode` */
export async function measureProgram(args: readonly string[], cwd: string, exitCode = 0): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'pratibimba-usage-'))
  const usageFile = join(folder, 'usage.json')
  try {
    const started = performance.now()
    const { stdout, stderr, code } = await run(
      process.execPath,
      ['--import', reportUsage, join(root, 'apps/cli/pratibimba.mjs'), ...args],
      { cwd, env: { ...process.env, PRATIBIMBA_USAGE: usageFile } },
    )
    const wallSeconds = (performance.now() - started) / 1000
    if (code !== exitCode)
      throw new Error(`pratibimba ${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`)
    return {
      wallSeconds,
      stdout,
      ...(JSON.parse(readFileSync(usageFile, 'utf8')) as Pick<Usage, 'cpuSeconds' | 'peakMegabytes'>),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs any program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
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
  })
}

/** Middle value of an odd number of runs. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** A scratch folder that is gone when `use` is done. */
export async function inScratchFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pratibimba-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
