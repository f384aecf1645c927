/** Tells a process from a later one that was given the same number. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** When a process started, in the platform's own words; undefined where the platform does not tell or it is gone. */
export function startOfProcess(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command's name, in parentheses, may hold spaces; the start in clock ticks is the 20th field after it.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
      return `${ticks}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
    }
    if (process.platform === 'darwin')
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
      )
  } catch {
    return undefined
  }
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  // A process that ended but was not collected by its parent still takes signals.
  return process.platform !== 'linux' || !/\) Z /.test(readIfThere(`/proc/${pid}/stat`))
}

/** Whether a live process is a PostgreSQL server working in `directory`. */
export function isPostmasterOf(pid: number, directory: string): boolean {
  if (process.platform === 'linux') {
    try {
      return (
        readIfThere(`/proc/${pid}/comm`).startsWith('postgres') &&
        readlinkSync(`/proc/${pid}/cwd`) === directory
      )
    } catch {
      return false
    }
  }
  if (process.platform === 'darwin') {
    try {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
        directory,
      )
    } catch {
      return false
    }
  }
  return isAlive(pid)
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
