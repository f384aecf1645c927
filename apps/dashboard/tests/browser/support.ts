/** A real server with a data directory of its own, and a real Chromium to look at it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'

const dashboard = join(import.meta.dirname, '../..')
const program = join(dashboard, '../cli/pratibimba.mjs')
const startWithinMs = 60_000

export interface TestServer {
  readonly url: string
  /** Stops it; its data stay. */
  stop(): Promise<void>
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>
  /** Runs statements in its database as an administrator can, past what the server allows. */
  tamper(sql: string): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** Starts `pratibimba up` without demonstration data on a free port. */
export async function startTestServer(): Promise<TestServer> {
  await ensureBuilt()
  const data = await mkdtemp(join(tmpdir(), 'pratibimba-dashboard-'))
  let running = await up(data, 0)
  const url = running.url
  const stop = async () => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return
    const ended = new Promise((resolve) => running.child.once('exit', resolve))
    running.child.kill('SIGTERM')
    await ended
  }
  return {
    url,
    stop,
    start: async () => {
      running = await up(data, Number(new URL(url).port))
    },
    tamper: (sql) => tamper(data, sql),
    remove: async () => {
      await stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function tamper(data: string, sql: string): Promise<void> {
  const [password, postmaster] = await Promise.all([
    readFile(join(data, 'postgres/password'), 'utf8'),
    readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8'),
  ])
  // The fourth line is the port.
  const port = Number(postmaster.split('\n')[3])
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'pratibimba',
    database: 'pratibimba',
    password: password.trim(),
  })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function up(data: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    [program, 'up', '--port', String(port), '--no-demo', '--data', data],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PRATIBIMBA_LOG_LEVEL: 'warn' } },
  )
  let said = ''
  const address = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk
      const found = /answers on (http:\S+)/.exec(said)
      if (found) resolve(found[1]!)
    }
    child.stdout!.on('data', listen)
    child.stderr!.on('data', listen)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} at its start:\n${said}`)))
    setTimeout(() => reject(new Error(`The server did not start in time:\n${said}`)), startWithinMs).unref()
  })
  try {
    return { child, url: await address }
  } catch (error) {
    child.kill('SIGTERM')
    throw error
  }
}

/** Builds the pages unless those there are newer than every source; one build at a time. */
export async function ensureBuilt(): Promise<void> {
  const lock = join(tmpdir(), 'pratibimba-dashboard-build')
  for (;;) {
    try {
      await mkdir(lock)
      break
    } catch {
      // A build that died leaves its lock; none takes this long.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000)
        await rm(lock, { recursive: true })
      await pause(200)
    }
  }
  try {
    const built = join(dashboard, 'dist/index.html')
    const sources = [
      dashboard,
      join(dashboard, '../../packages/reports/charts'),
      join(dashboard, '../../packages/contract'),
    ]
    if (existsSync(built) && statSync(built).mtimeMs > (await newestOf(sources))) return
    await build({ configFile: join(dashboard, 'vite.config.ts'), logLevel: 'error' })
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function newestOf(folders: readonly string[]): Promise<number> {
  let newest = 0
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && !/node_modules|\/dist\/|\/tests\//.test(path))
        newest = Math.max(newest, statSync(path).mtimeMs)
    }
  }
  return newest
}

const flags = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Launches the machine's Chromium, or the one inside npm; each launch has a profile of its own. */
export async function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0
  const args = [...flags, ...(asRoot ? ['--no-sandbox'] : [])]
  const failures: string[] = []
  for (const candidate of machineBrowsers()) {
    try {
      return await chromium.launch({ executablePath: candidate, args })
    } catch (error) {
      failures.push(`${candidate}: ${firstLine(error)}`)
    }
  }
  try {
    const packaged = (await import('@sparticuz/chromium')).default
    return await chromium.launch({
      executablePath: await packaged.executablePath(),
      args: [...packaged.args, ...args],
    })
  } catch (error) {
    failures.push(`@sparticuz/chromium: ${firstLine(error)}`)
  }
  throw new Error(
    `No Chromium starts, and the browser tests need one. Install Chromium or Chrome, or name it in CHROMIUM_PATH.\n${failures.join('\n')}`,
  )
}

function machineBrowsers(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(existsSync)
  return [...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []), ...new Set(found)]
}

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0]!
}

/** Errors a page reports while it is used; a test ends by expecting none. */
export function pageErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return errors
}

const states = ['CA', 'NY', 'TX', 'FL']

/** A small table of loans with a key, personal data, a rejected row and a category to correct. */
export function loansCsv(rows: number): string {
  const lines = ['loan_id,email,age,income,state,rating,opened,status']
  for (let row = 0; row < rows; row++) {
    const mixed = (row * 7919) % 997
    const income = 18_000 + mixed * 83 + (row % 13) * 11
    const day = String(1 + (row % 28)).padStart(2, '0')
    const month = String(1 + (mixed % 12)).padStart(2, '0')
    lines.push(
      [
        `L${String(row + 1).padStart(5, '0')}`,
        `person${row}@example.com`,
        22 + (mixed % 43),
        income,
        states[mixed % 4],
        1 + (mixed % 5),
        `2024-${month}-${day}`,
        mixed % 11 === 0 ? 'default' : 'current',
      ].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}

/** Generates a portfolio through the API and waits for it. @returns its id */
export async function generated(server: TestServer, body: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${server.url}/api/fintech/generate-portfolio`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as { portfolio_id: string }).portfolio_id
}

/** Uploads a table of loans through the API. @returns its id */
export async function uploaded(server: TestServer, rows: number): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([loansCsv(rows)]), 'production_loans.csv')
  const response = await fetch(`${server.url}/api/fintech/upload-data`, { method: 'POST', body: form })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as { file_id: string }).file_id
}

/** Clones an upload through the API and waits for the twin. @returns its id */
export async function cloned(server: TestServer, body: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${server.url}/api/fintech/clone-portfolio`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`)
  const { portfolio_id } = (await response.json()) as { portfolio_id: string }
  for (;;) {
    const answer = await fetch(`${server.url}/api/fintech/portfolio/${portfolio_id}`)
    const { status, failure } = (await answer.json()) as { status: string; failure: unknown }
    if (status === 'COMPLETED') return portfolio_id
    if (status === 'FAILED') throw new Error(`The twin failed: ${JSON.stringify(failure)}`)
    await pause(200)
  }
}
