/** `pratibimba credit pipeline`: every step, the registry, the gates, promotion. */

import { type ReportStep, reportSteps } from '@pratibimba/risk/governance/pipeline'
import { exitCodes } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { gateLines, promoteRun, registerRun } from './run/gate-run.ts'
import { runContext } from './run/run-context.ts'
import { beginRun } from './run/run-directory.ts'
import { personOf, runOf } from './run/settings-of-flags.ts'
import { stepLines } from './run/step-lines.ts'
import { steps } from './run/steps.ts'
import { gatesOfStep } from './step-command.ts'

export const creditPipeline: Handler = async (call) => {
  const { flags, reporter, signal } = call
  const by = personOf(flags)
  const directory = await beginRun(flags.run as string, await runOf(call), flags.overwrite === true)
  const context = runContext(directory, call)
  const lines: string[] = []
  const hashes: Record<string, unknown> = {}
  for (const [place, step] of reportSteps.entries()) {
    signal.throwIfAborted()
    reporter.progress(place / reportSteps.length, step)
    const file = await steps[step as ReportStep](context)
    lines.push(`— ${step}`, ...stepLines(file))
    hashes[step] = file.inputs
    const gates = await gatesOfStep(directory, file)
    if (step === 'validate' && gates.some(({ passed }) => !passed))
      return {
        json: { run: flags.run, stopped_at: 'validate', gates, inputs: hashes },
        lines: [...lines, ...gateLines(gates)],
        exitCode: exitCodes.checkFailed,
      }
  }
  const registered = await registerRun(directory, by)
  const open = registered.gates.filter(({ passed }) => !passed)
  lines.push('— gates', ...gateLines(registered.gates))
  const promotes = open.length === 0 && flags.promote === true && registered.stage !== 'champion'
  const record = promotes
    ? await promoteRun(directory, {
        to: 'champion',
        by,
        reason: 'Every gate is met after training.',
        overrides: [],
      })
    : registered
  return {
    json: {
      run: flags.run,
      version: record.version,
      stage: record.stage,
      registry: directory.run.registry,
      model_sha256: record.sha256,
      gates: record.gates,
      gates_not_met: open.map(({ id }) => id),
      inputs: hashes,
    },
    lines: [
      ...lines,
      `${record.version} is ${record.stage} in ${directory.run.registry}`,
      ...(open.length > 0
        ? [
            `It does not decide: ${open.map(({ id }) => id).join(', ')} ${open.length === 1 ? 'is' : 'are'} not met.`,
          ]
        : []),
    ],
    ...(open.length > 0 ? { exitCode: exitCodes.checkFailed } : {}),
  }
}
