/** Runs one command: parses, calls its handler, prints, and sets the exit code. */
import { commands } from '@pratibimba/contract'
import { CommanderError } from 'commander'
import { describeFailure } from './command-line/describe-failure.ts'
import { exitCodes } from './command-line/failures.ts'
import { buildProgram, type Invocation, isHelp } from './command-line/program.ts'
import { openReporter } from './command-line/reporter.ts'
import { handlers } from './handlers.ts'
import packageJson from './package.json' with { type: 'json' }

const wantsJson = process.argv.includes('--json')
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)))

try {
  await buildProgram(commands, handlers, invoke, packageJson.version).parseAsync()
} catch (error) {
  fail(error)
}

async function invoke({ name, json, ...call }: Invocation): Promise<void> {
  const handler = await handlers[name as keyof typeof handlers]()
  const reporter = await openReporter(json)
  try {
    const answer = await handler({ ...call, reporter, signal: stopping.signal })
    reporter.clear()
    process.stdout.write(
      json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''),
    )
    process.exitCode = answer.exitCode ?? exitCodes.done
  } finally {
    reporter.clear()
  }
}

function fail(error: unknown): void {
  if (isHelp(error)) return
  const failure = describeFailure(error)
  process.exitCode = failure.exitCode
  if (wantsJson) process.stdout.write(`${JSON.stringify(failure.json)}\n`)
  else if (!(error instanceof CommanderError)) process.stderr.write(`${failure.text}\n`)
}
