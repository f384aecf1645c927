#!/usr/bin/env node
/** The program: runs the command line under the Node of the lockfile, with compiled code kept between runs. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts')
const [major] = process.versions.node.split('.').map(Number)

if (major >= 24) {
  module.enableCompileCache()
  await import(pathToFileURL(main).href)
} else {
  const child = spawn(packagedNode(), [process.argv[1], ...process.argv.slice(2)], { stdio: 'inherit' })
  // An interrupt from a terminal reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
}

function packagedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  for (let folder = dirname(main); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', name)
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) break
  }
  console.error(
    'Node 24 or newer is needed, and the packaged one is not installed: run npm install in the checkout.',
  )
  process.exit(1)
}
