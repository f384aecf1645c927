/** `pratibimba credit drift`, `train`, … `card`: one step of a run. */
import { basename } from 'node:path'
import type { GateResult } from '@pratibimba/contract'
import { gatesWith, measureGates, type ReportStep, type StepFile } from '@pratibimba/risk/governance/pipeline'
import { exitCodes } from '../../command-line/failures.ts'
import type { Answer, Call, Handler } from '../../command-line/handler.ts'
import { gateLines } from './run/gate-run.ts'
import { championOf, readRegistry } from './run/registry.ts'
import { runContext } from './run/run-context.ts'
import { beginRun, openRun, type RunDirectory } from './run/run-directory.ts'
import { runOf } from './run/settings-of-flags.ts'
import { stepLines } from './run/step-lines.ts'
import { steps } from './run/steps.ts'

export const creditValidate: Handler = async (call) => {
  const directory = await beginRun(call.flags.run as string, await runOf(call), call.flags.overwrite === true)
  return stepAnswer(call, directory, 'validate')
}

export const creditStep =
  (step: ReportStep): Handler =>
  async (call) =>
    stepAnswer(call, await openRun(call.flags.run as string), step)

/** Exit 3 when a gate of the step is not met. */
async function stepAnswer(call: Call, directory: RunDirectory, step: ReportStep): Promise<Answer> {
  const file: StepFile = await steps[step](runContext(directory, call))
  const gates = await gatesOfStep(directory, file)
  const open = gates.filter(({ passed }) => !passed)
  return {
    json: { ...file, gates },
    lines: [
      ...stepLines(file),
      ...gateLines(gates),
      `${step}.json in ${basename(call.flags.run as string)}, of data ${directory.run.data.sha256.slice(0, 12)}`,
    ],
    ...(open.length > 0 ? { exitCode: exitCodes.checkFailed } : {}),
  }
}

export async function gatesOfStep(
  directory: RunDirectory,
  { step, report }: StepFile,
): Promise<GateResult[]> {
  const champion = championOf(await readRegistry(directory.run.registry))
  return measureGates(
    { [step]: report },
    champion === undefined ? {} : { champion: champion.version },
    gatesWith(directory.run.gates).filter((gate) => gate.step === step),
  )
}
