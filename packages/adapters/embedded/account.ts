/** PostgreSQL refuses to run as root: which account it runs as instead, and which directories that account can enter. */
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * The account to drop to, or undefined when we are not root.
 *
 * @param clusterDirectory an existing cluster keeps the account that owns it
 * @throws Error when root finds no unprivileged account
 */
export function chooseAccount(clusterDirectory: string): Account | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const accounts = readAccounts()
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false })?.uid
  const account =
    accounts.find(({ uid }) => uid === owner && uid !== 0) ??
    ['postgres', 'nobody'].map((name) => accounts.find((one) => one.name === name)).find(Boolean)
  if (account === undefined)
    throw new Error(
      'PostgreSQL does not run as root, and /etc/passwd names neither "postgres" nor "nobody" to run it as. ' +
        'Start as an ordinary user, or add an account: useradd --system postgres',
    )
  return account
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
}

/** The outermost directory on the way to `path` (itself included) that the account may not enter. */
export function firstClosedDirectory(path: string, account: Account): string | undefined {
  const onTheWay = [path]
  while (dirname(onTheWay[0]!) !== onTheWay[0]) onTheWay.unshift(dirname(onTheWay[0]!))
  return onTheWay.find((directory) => {
    const status = statSync(directory, { throwIfNoEntry: false })
    if (status === undefined) return false
    const bit = status.uid === account.uid ? 0o100 : status.gid === account.gid ? 0o010 : 0o001
    return (status.mode & bit) === 0
  })
}
