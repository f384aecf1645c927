/** A registry of credit models in a directory: one file with all records, and the files of the models. */
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
import type { CreditModelApproval, CreditModelRecord, CreditModelTransition } from '@pratibimba/risk/ports'
import { CommandFailure } from '../../../command-line/failures.ts'
import { placeFile } from '../../../output/place-file.ts'
import { readJson, writeJson } from './run-directory.ts'

const FILE = 'registry.json'
const LOCK = 'registry.lock'

export async function readRegistry(directory: string): Promise<CreditModelRecord[]> {
  const records = (await readJson<CreditModelRecord[]>(join(directory, FILE))) ?? []
  return records.map((record) => ({
    ...record,
    trainedAt: new Date(record.trainedAt),
    transitions: record.transitions.map(dated<CreditModelTransition>),
    approvals: record.approvals.map(dated<CreditModelApproval>),
  }))
}

export function championOf(records: readonly CreditModelRecord[]): CreditModelRecord | undefined {
  return records.find(({ stage }) => stage === 'champion')
}

/**
 * Changes the registry; one process at a time.
 *
 * @param change answers all records as they shall stand
 * @throws CommandFailure while another process changes it
 */
export async function changeRegistry(
  directory: string,
  change: (records: readonly CreditModelRecord[]) => Promise<readonly CreditModelRecord[]>,
): Promise<void> {
  await makeDirectory(resolve(directory))
  const lock = join(directory, LOCK)
  const held = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new CommandFailure(
        'registry_busy',
        `Another process changes ${directory}; wait for it. If none does, remove ${lock}.`,
      )
    throw error
  })
  try {
    await writeJson(join(directory, FILE), await change(await readRegistry(directory)))
  } finally {
    await held.close()
    await rm(lock, { force: true })
  }
}

export function placeModel(directory: string, artifact: string, bytes: Uint8Array): Promise<void> {
  return placeFile(resolve(directory, artifact), (path) => writeFile(path, bytes, { flush: true }))
}

/** @returns undefined where the file is gone */
export function readModelOf(
  directory: string,
  { artifact }: CreditModelRecord,
): Promise<Uint8Array | undefined> {
  return readFile(join(directory, artifact)).catch(() => undefined)
}

function dated<Dated extends { readonly at: Date }>(stored: Dated): Dated {
  return { ...stored, at: new Date(stored.at) }
}
