/** Where the server that owns a data directory answers, written into that directory for programs that need the owner. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ANSWERS_WITHIN_MS = 2000

const fileOf = (dataDirectory: string): string => join(dataDirectory, 'server.json')

export async function writeServerAddress(dataDirectory: string, url: string): Promise<void> {
  const partial = `${fileOf(dataDirectory)}.partial`
  await writeFile(partial, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 })
  await rename(partial, fileOf(dataDirectory))
}

export function removeServerAddress(dataDirectory: string): Promise<void> {
  return rm(fileOf(dataDirectory), { force: true })
}

/** @returns the address of the server that runs on this directory; undefined where none answers (a killed one leaves its file) */
export async function runningServerOf(dataDirectory: string): Promise<string | undefined> {
  const text = await readFile(fileOf(dataDirectory), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const { url } = JSON.parse(text) as { url: string }
  try {
    const { ok } = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    return ok ? url : undefined
  } catch {
    return undefined // nobody listens there any more
  }
}
