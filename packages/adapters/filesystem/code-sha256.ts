/** What computes: one hash over the code that learns, decides and explains. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../', import.meta.url))
const computing = ['numerics', 'learning', 'risk']
const aside = new Set(['tests', 'node_modules', 'compiled'])

let known: Promise<string> | undefined

/**
 * SHA-256 over path and bytes of every source file of what computes, in the order of their paths; without tests, and
 * without what is compiled from them.
 */
export function codeSha256(): Promise<string> {
  known ??= hashOf()
  return known
}

async function hashOf(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await Promise.all(computing.map((name) => sourcesIn(join(packages, name))))).flat()
  const named = files.map((path) => ({ path, name: relative(packages, path).split(sep).join('/') }))
  for (const { path, name } of named.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name}\n`)
    hash.update(await readFile(path))
  }
  return hash.digest('hex')
}

async function sourcesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return aside.has(entry.name) ? [] : sourcesIn(path)
      return entry.name.endsWith('.ts') ? [path] : []
    }),
  )
  return found.flat()
}
