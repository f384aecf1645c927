/** Options every example takes: `--borrowers N`, `--seed N`, `--out DIR`, and those it names itself. */
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  readonly borrowers: number
  readonly seed: number
  /** The directory to write to: `--out`, else a new scratch directory. Made on the first call. */
  out(): string
  /** Further options, by name; undefined where not given. */
  readonly more: Readonly<Record<string, string | undefined>>
}

/**
 * @param borrowers size where the command line names none
 * @param names     further options that take a value
 * @param least     the smallest size that says anything
 * @throws RangeError naming the option and its range; TypeError for an unknown option
 */
export function readOptions(borrowers: number, names: readonly string[] = [], least = 1): Options {
  const text = { type: 'string' } as const
  const declared = Object.fromEntries(
    ['borrowers', 'seed', 'out', ...names].map((name) => [name, text] as const),
  )
  const values: Record<string, string | undefined> = parseArgs({ options: declared }).values
  const whole = (name: string, otherwise: number, from: number): number => {
    const value = values[name] === undefined ? otherwise : Number(values[name])
    if (!Number.isSafeInteger(value) || value < from)
      throw new RangeError(`--${name}: need a whole number from ${from}, got "${values[name]}"`)
    return value
  }
  let folder: string | undefined
  return {
    borrowers: whole('borrowers', borrowers, least),
    seed: whole('seed', 42, 0),
    out() {
      folder ??= values.out === undefined ? mkdtempSync(join(tmpdir(), 'pratibimba-')) : resolve(values.out)
      mkdirSync(folder, { recursive: true })
      return folder
    },
    more: values,
  }
}
