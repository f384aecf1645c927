/** Tells a database that is away for now from one that refuses what it was asked. */

/** SQLSTATE classes: 08 connection, 57P shutdown and start, 53300 too many connections. */
export function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string')
    return (
      /^(08|57P|53300)/.test(code) ||
      /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)/.test(code)
    )
  return /connection (terminated|ended|timeout)|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  )
}
