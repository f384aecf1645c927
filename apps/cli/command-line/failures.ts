/** How a command ends, and the exit code of each way. */

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, checkFailed: 3 } as const

/** A command that could not be understood. */
export class UsageError extends Error {
  readonly errors: readonly { flag: string; detail: string }[]
  constructor(message: string, errors: readonly { flag: string; detail: string }[] = []) {
    super(message)
    this.name = 'UsageError'
    this.errors = errors
  }
}

/** A command that was understood and could not be carried out, for a reason the user can act on. */
export class CommandFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'CommandFailure'
    this.code = code
  }
}

/** The command was stopped by a signal; what it had not finished is gone. */
export class Interrupted extends Error {
  /** 128 and the number of the signal, as shells have it. */
  readonly exitCode: number
  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Stopped by ${signal} before it was done.`)
    this.name = 'Interrupted'
    this.exitCode = signal === 'SIGINT' ? 130 : 143
  }
}
