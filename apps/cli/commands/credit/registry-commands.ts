/** `pratibimba credit register`, `gate` and `promote`: what follows the reports of a run. */
import { CreditModelMoveRefused } from '@pratibimba/risk/governance/pipeline'
import { CommandFailure, exitCodes } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { gateLines, gatesOfRun, promoteRun, registerRun } from './run/gate-run.ts'
import { openRun, writeJson } from './run/run-directory.ts'
import { personOf } from './run/settings-of-flags.ts'

export const creditRegister: Handler = async ({ flags }) => {
  const directory = await openRun(flags.run as string)
  const { version, stage, sha256, lineage } = await registerRun(directory, personOf(flags))
  const json = {
    step: 'register',
    version,
    stage,
    model_sha256: sha256,
    lineage,
    registry: directory.run.registry,
  }
  await writeJson(`${flags.run}/register.json`, json)
  return { json, lines: [`${version} is ${stage} in ${directory.run.registry}`] }
}

export const creditGate: Handler = async ({ flags }) => {
  const directory = await openRun(flags.run as string)
  const { version, gates } = await gatesOfRun(directory)
  const open = gates.filter(({ passed }) => !passed).map(({ id }) => id)
  const json = { step: 'gate', version, gates, gates_not_met: open }
  await writeJson(`${flags.run}/gate.json`, json)
  return { json, lines: gateLines(gates), ...(open.length > 0 ? { exitCode: exitCodes.checkFailed } : {}) }
}

export const creditPromote: Handler = async ({ flags }) => {
  const directory = await openRun(flags.run as string)
  const overrides = ((flags.override as string | undefined) ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
  try {
    const { version, stage, gates, approvals } = await promoteRun(directory, {
      to: flags.to as 'champion' | 'challenger',
      by: personOf(flags),
      reason: flags.reason as string,
      overrides,
    })
    const json = { step: 'promote', version, stage, gates, approval: approvals.at(-1) }
    await writeJson(`${flags.run}/promote.json`, json)
    return { json, lines: [...gateLines(gates), `${version} is ${stage} in ${directory.run.registry}`] }
  } catch (error) {
    if (!(error instanceof CreditModelMoveRefused)) throw error
    if (error.code !== 'gates') throw new CommandFailure(`promotion_${error.code}`, error.message)
    return {
      json: {
        step: 'promote',
        stage: null,
        refused: error.message,
        gates: error.gates,
        gates_not_met: error.gates.filter(({ passed }) => !passed).map(({ id }) => id),
      },
      lines: [...gateLines(error.gates), error.message],
      exitCode: exitCodes.checkFailed,
    }
  }
}
