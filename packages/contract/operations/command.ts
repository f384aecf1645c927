/** A command of the command line, declared like an operation: the flags take their types, ranges and texts from the contract. */
import type { TObject, TSchema } from 'typebox'

export interface Positional {
  readonly name: string
  readonly summary: string
  readonly optional?: boolean
}

/** A flag that is a field of `input`, or one of the command's own. */
export type Flag =
  | { readonly field: string; readonly summary?: string }
  | { readonly schema: TSchema; readonly summary: string; readonly required?: boolean }

export interface Command {
  /** Words after the program's name: `['twin', 'fit']`. */
  readonly words: readonly string[]
  readonly summary: string
  readonly examples: readonly string[]
  readonly positionals: readonly Positional[]
  /** The request whose fields flags name. */
  readonly input?: TObject
  /** By flag name without dashes. */
  readonly flags: Readonly<Record<string, Flag>>
  /** The operation that does the same on a server, where there is one: then `--server URL` works. */
  readonly operation?: string
}

/** Declares a command, keeping its exact types. */
export function command<const C extends Command>(declared: C): C {
  return declared
}
