/**
 * The one way in: `node bootstrap.mjs setup | start | test [arguments]`, on any Node ≥ 20.
 * Installs what the lockfile names, then hands over to the Node that came with it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const windows = process.platform === 'win32'
const [task = 'setup', ...rest] = process.argv.slice(2)

const [major] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`Node 20 or newer is needed to begin; this is ${process.version}.`)

install()
if (['start', 'test', 'setup'].includes(task)) run(pinnedNode(), ['scripts/compile-kernels.ts'])
if (task === 'start') {
  buildDashboard()
  handOver(pinnedNode(), ['apps/cli/pratibimba.mjs', 'up', ...rest])
} else if (task === 'test') {
  buildDashboard()
  handOver(pinnedNode(), ['scripts/test.ts', ...rest])
} else if (task === 'setup') {
  buildDashboard()
} else {
  fail(`setup, start or test is wanted, got "${task}".`)
}

/** Installs exactly the lockfile, unless that was done already. */
function install() {
  const stamp = join(root, 'node_modules', '.pratibimba-installed')
  const wanted = hashOf(['package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(pinnedNodePath())) return
  console.error('Installing dependencies (once) …')
  // Not `npm ci`: it refuses a lockfile made where a mirror lacks the packages of some other platform.
  run(windows ? 'npm.cmd' : 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** Builds the dashboard when its sources changed. */
function buildDashboard() {
  const sources = ['apps/dashboard', 'packages/client', 'packages/contract', 'packages/reports'].flatMap(
    sourcesIn,
  )
  const stamp = join(root, 'apps/dashboard/dist/.built-from')
  const wanted = hashOf(sources.sort())
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Building the dashboard (once per change) …')
  run(
    pinnedNode(),
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    join(root, 'apps/dashboard'),
  )
  writeFileSync(stamp, wanted)
}

/** Source files below a folder, by their path from the root. */
function sourcesIn(folder) {
  const passedOver = new Set(['node_modules', 'dist', 'tests'])
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((name) => !name.split(sep).some((part) => passedOver.has(part)))
}

function pinnedNodePath() {
  return join(root, 'node_modules', '.bin', windows ? 'node.exe' : 'node')
}

/** The Node of the lockfile, or the present one where it is as new and the platform has no package. */
function pinnedNode() {
  if (existsSync(pinnedNodePath())) return pinnedNodePath()
  if (major >= 24) return process.execPath
  return fail(
    `There is no packaged Node for ${process.platform}-${process.arch}; start this with Node 24 or newer.`,
  )
}

function hashOf(names) {
  const hash = createHash('sha256')
  for (const name of names)
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(root, name)))
      .update('\0')
  return hash.digest('hex')
}

/** Runs a command to its end; its failure is ours. */
function run(command, args, cwd = root) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    shell: windows && command.endsWith('.cmd'),
  })
  if (result.error) fail(`${command} could not be started: ${result.error.message}`)
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Becomes another process, as far as Node can: signals go on to it, its exit code is ours. */
function handOver(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
  // An interrupt from a terminal reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
