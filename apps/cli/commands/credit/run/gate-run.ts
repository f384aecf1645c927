/** Registering a run, holding its gates against it, and letting its version decide. */
import { codeSha256 } from '@pratibimba/adapters/filesystem'
import type { GateResult } from '@pratibimba/contract'
import {
  type CreditModelMove,
  gatesWith,
  measureGates,
  modelRecord,
  moveCreditModel,
  type StoredReports,
} from '@pratibimba/risk/governance/pipeline'
import type { CreditModelRecord } from '@pratibimba/risk/ports'
import { CommandFailure } from '../../../command-line/failures.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import { championOf, changeRegistry, placeModel, readRegistry } from './registry.ts'
import type { RunDirectory } from './run-directory.ts'
import { MODEL_NAME, versionOf } from './steps.ts'

/** A candidate in the registry; registering the same run again changes nothing. */
export async function registerRun(directory: RunDirectory, by: string): Promise<CreditModelRecord> {
  const { run } = directory
  const files = await directory.all()
  const bytes = await directory.model()
  const version = versionOf(directory, files.train.report.model.sha256)
  const artifact = `${version}.model`
  const code = await codeSha256()
  let registered: CreditModelRecord | undefined
  await changeRegistry(run.registry, async (records) => {
    const present = records.find((each) => each.version === version)
    if (present !== undefined) {
      if (present.sha256 !== files.train.report.model.sha256)
        throw new CommandFailure('version_taken', `${version} is registered already, with another model.`)
      registered = present
      return records
    }
    registered = modelRecord(
      {
        version,
        name: MODEL_NAME,
        trainedAt: new Date(),
        trainedBy: by,
        artifact,
        codeVersion: packageJson.version,
        codeSha256: code,
      },
      files,
      gatesWith(run.gates),
      championOf(records)?.version,
    )
    await placeModel(run.registry, artifact, bytes)
    return [...records, registered]
  })
  return registered!
}

/** Every gate, from the reports as they lie there. */
export async function gatesOfRun(directory: RunDirectory): Promise<{ version: string; gates: GateResult[] }> {
  const files = await directory.all()
  const version = versionOf(directory, files.train.report.model.sha256)
  const champion = championOf(await readRegistry(directory.run.registry))
  const reports = Object.fromEntries(
    Object.entries(files).map(([step, { report }]) => [step, report]),
  ) as StoredReports
  return {
    version,
    gates: measureGates(
      reports,
      { version, ...(champion && { champion: champion.version }) },
      gatesWith(directory.run.gates),
    ),
  }
}

/** @throws CreditModelMoveRefused; CommandFailure where the run is not registered */
export async function promoteRun(
  directory: RunDirectory,
  move: Omit<CreditModelMove, 'at'>,
): Promise<CreditModelRecord> {
  const { run } = directory
  const version = versionOf(directory, (await directory.required('train')).report.model.sha256)
  let promoted: CreditModelRecord | undefined
  await changeRegistry(run.registry, async (records) => {
    if (!records.some((each) => each.version === version))
      throw new CommandFailure(
        'not_registered',
        `${version} is not in ${run.registry}: run \`credit register\` before.`,
      )
    const changed = moveCreditModel(records, version, { ...move, at: new Date() }, gatesWith(run.gates))
    promoted = changed.find((each) => each.version === version)
    return records.map((record) => changed.find((each) => each.version === record.version) ?? record)
  })
  return promoted!
}

export const gateLines = (gates: readonly GateResult[]): string[] =>
  gates.map(
    ({ id, passed, value, text, overridden_by }) =>
      `${passed ? 'met     ' : overridden_by === null ? 'NOT MET ' : 'SIGNED  '} ${id.padEnd(26)} ${value === null ? 'not measured' : Number(value.toPrecision(4))}  ${text}`,
  )
