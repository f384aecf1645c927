/** One hash for several files. */
import { createHash } from 'node:crypto'
import type { PortfolioFile } from '@pratibimba/risk/ports'

/** SHA-256 over `<hash>  <name>\n` of each, by name. A single file's is its own. */
export function hashOfFiles(files: readonly PortfolioFile[]): string {
  if (files.length === 1) return files[0].sha256
  const lines = files
    .map(({ filename, sha256 }) => `${sha256}  ${filename}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
  return createHash('sha256').update(lines.join('')).digest('hex')
}
