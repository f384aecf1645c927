/** `npm run test:peers`: installs the Python libraries that we are held against, once, then runs the tests that need them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const requirements = join(root, 'benchmarks/peers/requirements.txt')
const environment = join(root, '.peers')
const python = process.env.PRATIBIMBA_PYTHON ?? install()
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'vitest.peers.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PRATIBIMBA_PYTHON: python } },
)
process.exitCode = status ?? 1

/** A virtual environment of our own, made anew when the requirements change. */
function install(): string {
  const inside = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const stamp = join(environment, 'installed.txt')
  const wanted = readFileSync(requirements, 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return inside
  console.error('Installing the Python peers (once) …')
  run('python3', ['-m', 'venv', environment])
  run(inside, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements])
  writeFileSync(stamp, wanted)
  return inside
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${error?.message ?? status}.`)
}
