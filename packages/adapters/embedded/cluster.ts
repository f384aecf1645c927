/** Making a PostgreSQL cluster, all or nothing. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { reach, serverEnvironment } from './postmaster.ts'

export const userName = 'pratibimba'

/**
 * Makes the cluster when there is none, and answers the password of its user.
 *
 * Work is done in a directory beside it and renamed at the end: a process killed in the middle leaves no half cluster.
 *
 * @throws Error when the cluster was made by another major version
 */
export async function prepareCluster(
  directory: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<{ cluster: string; password: string }> {
  const cluster = join(directory, 'cluster')
  const passwordPath = join(directory, 'password')
  for (const leftover of await readdir(directory))
    if (leftover.startsWith('init-')) await rm(join(directory, leftover), { recursive: true, force: true })
  if (existsSync(cluster)) {
    const madeBy = Number((await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim())
    if (madeBy !== binaries.majorVersion)
      throw new Error(
        `${cluster} was made by PostgreSQL ${madeBy}; the installed one is ${binaries.majorVersion}. ` +
          `Install the version that made it, dump, and load into a new data directory.`,
      )
    return { cluster, password: await readPassword(passwordPath) }
  }
  const password = randomBytes(24).toString('base64url')
  const draft = await mkdtemp(join(directory, 'init-'))
  await mkdir(join(draft, 'cluster'), { mode: 0o700 })
  await writeFile(join(draft, 'password'), `${password}\n`, { mode: 0o600 })
  if (account !== undefined)
    for (const path of [draft, join(draft, 'cluster'), join(draft, 'password')])
      await chown(path, account.uid, account.gid)
  await initialise(draft, binaries, account)
  await writeFile(`${passwordPath}.new`, `${password}\n`, { mode: 0o600, flush: true })
  await rename(`${passwordPath}.new`, passwordPath)
  await rename(join(draft, 'cluster'), cluster)
  await rm(draft, { recursive: true, force: true })
  return { cluster, password }
}

async function initialise(draft: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const way = reach(draft, account)
  const flags = [
    `--pgdata=${join(way.path, 'cluster')}`,
    `--pwfile=${join(way.path, 'password')}`,
    `--username=${userName}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Built in, hence the same order of text on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ]
  try {
    const child = spawn(binaries.initdb, flags, {
      ...(account && { uid: account.uid, gid: account.gid }),
      cwd: process.platform === 'win32' ? undefined : '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', ...way.stdio],
      windowsHide: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-4_000)
      })
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    if (code !== 0) throw new Error(`initdb failed (${code ?? signal}).\n${output}`)
  } finally {
    way.close()
  }
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (cause) {
    throw new Error(
      `The password of the database cannot be read from ${path}; restore the file beside its cluster.`,
      {
        cause,
      },
    )
  }
}
