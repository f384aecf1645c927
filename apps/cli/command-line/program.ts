/** The command line, derived from the commands of the contract. */
import type { Command as Declared, Flag } from '@pratibimba/contract'
import { Command, CommanderError, Option } from 'commander'
import type { TSchema } from 'typebox'
import { allowedValues } from './allowed-values.ts'
import { UsageError } from './failures.ts'
import type { Handlers } from './handler.ts'

/** One command as the user wrote it. */
export interface Invocation {
  readonly name: string
  readonly positionals: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, unknown>>
  readonly given: ReadonlySet<string>
  readonly json: boolean
  readonly server?: string
}

/**
 * Builds the program.
 *
 * @param invoke called with the command that was asked for
 * @param say takes help and version, where they are not to be printed as they are
 */
export function buildProgram<C extends Readonly<Record<string, Declared>>>(
  commands: C,
  handlers: Handlers<C>,
  invoke: (invocation: Invocation) => Promise<void>,
  version: string,
  say: (text: string) => void = (text) => process.stdout.write(text),
): Command {
  const program = new Command('pratibimba')
    .description('Synthetic credit data, early warning and credit decisions.')
    .version(version)
    .configureOutput({ writeOut: say })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    // `twin` and `twin fit` both have --out: a flag belongs to the command it follows.
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: true })
  for (const [name, declared] of Object.entries(commands)) {
    if (handlers[name] === undefined) throw new RangeError(`buildProgram: need a handler for "${name}"`)
    addCommand(program, name, declared, invoke)
  }
  return program
}

function addCommand(
  program: Command,
  name: string,
  declared: Declared,
  invoke: (invocation: Invocation) => Promise<void>,
): void {
  const command = commandAt(program, declared.words).summary(declared.summary).description(declared.summary)
  for (const { name, summary, optional } of declared.positionals)
    command.argument(optional ? `[${name}]` : `<${name}>`, summary)
  const schemas = new Map<string, TSchema>()
  for (const [flag, declaration] of Object.entries(declared.flags)) {
    const schema = schemaOf(declared, flag, declaration)
    schemas.set(flag, schema)
    for (const option of optionsOf(flag, schema, declaration)) command.addOption(option)
  }
  command.option('--json', 'print one JSON object on stdout and nothing else there')
  if (declared.operation !== undefined)
    command.option('--server <url>', 'let this server do it, instead of this process')
  command.addHelpText(
    'after',
    `\nExamples:\n${declared.examples.map((example) => `  ${example}`).join('\n')}`,
  )
  command.action(async (...received: unknown[]) => {
    const written = command.opts<Record<string, unknown>>()
    const positionals = Object.fromEntries(
      declared.positionals.flatMap(({ name }, i) =>
        received[i] === undefined ? [] : [[name, String(received[i])]],
      ),
    )
    const given = new Set(
      [...schemas.keys()].filter((flag) => command.getOptionValueSource(camelCase(flag)) === 'cli'),
    )
    await invoke({
      name,
      positionals,
      flags: await valuesOf(schemas, given, written),
      given,
      json: written.json === true,
      server: written.server === undefined ? undefined : serverOrigin(String(written.server)),
    })
  })
}

/** The command at the end of the words, made on the way where it does not stand yet. */
function commandAt(program: Command, words: readonly string[]): Command {
  return words.reduce((parent, word) => {
    const present = parent.commands.find((child) => child.name() === word)
    return present ?? parent.command(word).exitOverride().enablePositionalOptions()
  }, program)
}

function schemaOf(declared: Declared, flag: string, declaration: Flag): TSchema {
  if ('schema' in declaration) return declaration.schema
  const schema = declared.input?.properties[declaration.field]
  if (schema === undefined)
    throw new RangeError(`--${flag}: need a field of the command's input, got "${declaration.field}"`)
  return schema
}

function optionsOf(flag: string, schema: TSchema, declaration: Flag): Option[] {
  const {
    type,
    default: fallback,
    description = '',
  } = schema as { type?: string; default?: unknown; description?: string }
  const summary = declaration.summary ?? description
  if (type === 'boolean') {
    const options = [new Option(fallback === true ? `--no-${flag}` : `--${flag}`, summary)]
    return fallback === true ? [new Option(`--${flag}`).hideHelp(), ...options] : options
  }
  const allowed = type === 'string' && allowedValues(schema) === 'text' ? '' : ` (${allowedValues(schema)})`
  const usual = fallback === undefined ? '' : ` [default: ${String(fallback)}]`
  const option = new Option(`--${flag} <value>`, `${summary}${allowed}${usual}`)
  return ['required' in declaration && declaration.required ? option.makeOptionMandatory() : option]
}

async function valuesOf(
  schemas: ReadonlyMap<string, TSchema>,
  given: ReadonlySet<string>,
  written: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  // Not needed for --help, and half of its time.
  const { parseFlag } = await import('./flag-values.ts')
  const values: Record<string, unknown> = {}
  const errors: { flag: string; detail: string }[] = []
  for (const [flag, schema] of schemas) {
    const text = written[camelCase(flag)]
    if (!given.has(flag)) {
      const fallback = (schema as { default?: unknown }).default
      if (fallback !== undefined) values[flag] = fallback
    } else if (typeof text === 'boolean') {
      values[flag] = text
    } else {
      try {
        values[flag] = parseFlag(schema, String(text))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        errors.push({ flag: `--${flag}`, detail: error.message })
      }
    }
  }
  if (errors.length > 0)
    throw new UsageError(errors.map(({ flag, detail }) => `${flag}: ${detail}`).join('\n'), errors)
  return values
}

function serverOrigin(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--server: need an address such as http://127.0.0.1:8000, got "${text}"`)
  return url.origin
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Whether commander has said all there is to say (help, version) and nothing failed. */
export function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0
}
