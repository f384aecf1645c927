/** What a command's own code receives and answers. */
import type { Command } from '@pratibimba/contract'
import type { Reporter } from './reporter.ts'

export interface Call {
  readonly positionals: Readonly<Record<string, string>>
  /** Values by flag name, defaults filled in; absent where there is neither. */
  readonly flags: Readonly<Record<string, unknown>>
  /** Flags the user wrote. */
  readonly given: ReadonlySet<string>
  /** Origin of a server that does the work instead, from --server. */
  readonly server?: string
  readonly reporter: Reporter
  readonly signal: AbortSignal
  /**
   * Runs work that keeps the thread busy, so that a signal ends it.
   *
   * @throws Interrupted when there was one before
   */
  atOnce<Result>(work: () => Result): Result
}

export interface Answer {
  /** The one object that --json prints. */
  readonly json: Readonly<Record<string, unknown>>
  /** The same for a person. */
  readonly lines: readonly string[]
  /** 3 when a check did not hold. Default 0. */
  readonly exitCode?: number
}

export type Handler = (call: Call) => Promise<Answer>

/** Loads the code of a command; a missing one is a compile error. */
export type Handlers<C extends Readonly<Record<string, Command>>> = {
  readonly [Name in keyof C]: () => Promise<Handler>
}
