/** Runs one command: parses, calls its handler, prints, and sets the exit code. */
import { commands } from '@pratibimba/contract'
import { CommanderError } from 'commander'
import { exitCodes, Interrupted } from './command-line/failures.ts'
import { buildProgram, type Invocation, isHelp } from './command-line/program.ts'
import { openReporter } from './command-line/reporter.ts'
import { handlers } from './handlers.ts'
import packageJson from './package.json' with { type: 'json' }

const wantsJson = process.argv.includes('--json')
const stopping = new AbortController()
const signals = ['SIGINT', 'SIGTERM'] as const
let stoppedMs: number | undefined
for (const signal of signals) process.on(signal, onSignal)
for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly)

let said = ''
const say = (text: string): void => {
  said += text
}

try {
  await buildProgram(
    commands,
    handlers,
    invoke,
    packageJson.version,
    wantsJson ? say : undefined,
  ).parseAsync()
} catch (error) {
  await fail(error)
}

async function invoke({ name, json, ...call }: Invocation): Promise<void> {
  const handler = await handlers[name as keyof typeof handlers]()
  const reporter = await openReporter(json)
  try {
    const answer = await handler({ ...call, reporter, signal: stopping.signal, atOnce })
    reporter.clear()
    process.stdout.write(
      json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''),
    )
    process.exitCode = answer.exitCode ?? exitCodes.done
  } finally {
    reporter.clear()
  }
}

/** The same signal often comes twice (to the group, and handed on by a parent); one that comes later is impatience. */
function onSignal(signal: (typeof signals)[number]): void {
  const interrupted = new Interrupted(signal)
  if (stoppedMs !== undefined && performance.now() - stoppedMs > 2000) process.exit(interrupted.exitCode)
  stoppedMs ??= performance.now()
  stopping.abort(interrupted)
}

/** While the thread computes it hears no signal: for that long, a signal ends the process as it does any other. */
function atOnce<Result>(work: () => Result): Result {
  stopping.signal.throwIfAborted()
  for (const signal of signals) process.removeListener(signal, onSignal)
  try {
    return work()
  } finally {
    for (const signal of signals) process.on(signal, onSignal)
  }
}

async function fail(error: unknown): Promise<void> {
  if (isHelp(error)) {
    const key = (error as CommanderError).code === 'commander.version' ? 'version' : 'help'
    if (wantsJson) process.stdout.write(`${JSON.stringify({ [key]: said.trimEnd() })}\n`)
    return
  }
  const { describeFailure } = await import('./command-line/describe-failure.ts')
  const failure = describeFailure(error)
  process.exitCode = failure.exitCode
  if (wantsJson) process.stdout.write(`${JSON.stringify(failure.json)}\n`)
  else if (!(error instanceof CommanderError)) process.stderr.write(`${failure.text}\n`)
}

/** Who read our output has left (`| head`): there is nobody to tell. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(process.exitCode ?? exitCodes.done)
}
