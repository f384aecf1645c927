/** Which registered model an address of the inference protocol means. */
import { ProblemError } from '@pratibimba/contract'
import { ModelFileError } from '@pratibimba/learning/formats'
import { sha256Of } from '@pratibimba/risk/decisions'
import { ArtifactError, type CreditModelRecord, type ModelRecord } from '@pratibimba/risk/ports'
import { openWarningModel, type WarningModel } from '@pratibimba/risk/warning'
import type { Context } from '../../context.ts'
import { MODELS_OWNER } from '../../warning/champion.ts'
import { type Held, openHeld } from '../held.ts'
import { creditProtocolModel, type ProtocolModel, warningProtocolModel } from './protocol-model.ts'

/** What is in use of each kind goes by these names. */
export const families = ['credit', 'early-warning'] as const
type Family = (typeof families)[number]

export interface FoundModel {
  /** As the address has it. */
  readonly name: string
  readonly version: string
  readonly family: Family
  /** Versions that may be asked for under the name, newest first. */
  versions(): Promise<string[]>
  /** @throws ProblemError `unavailable` when its file is gone or damaged */
  open(): Promise<ProtocolModel>
}

/** Versions that metadata list. */
const MOST_VERSIONS = 500
/** Versions of early warning that are held open beside the one in use. */
const MOST_HELD = 4

/**
 * @param name    `credit`, `early-warning`, or a version or alias of either
 * @param version a version or alias within the name
 * @throws ProblemError `not_found`
 */
export async function findModel(context: Context, name: string, version?: string): Promise<FoundModel> {
  const family = families.find((one) => one === name)
  if (family !== undefined) {
    const found = await inFamily(context, family, version ?? 'champion')
    if (found === undefined)
      throw new ProblemError(
        'not_found',
        version === undefined
          ? `No model of ${family} is in use yet.`
          : `There is no ${family} model ${version}.`,
      )
    const versions = () => versionsOf(context, family)
    return { name, family, versions, ...found }
  }
  const found = await byVersion(context, name)
  if (found === undefined || (version !== undefined && version !== found.version))
    throw new ProblemError(
      'not_found',
      found === undefined
        ? `There is no model ${name}. Models go by ${families.join(', ')}, by version, or by alias such as champion.`
        : `The model ${name} is version ${found.version}, and no other.`,
    )
  return { name, versions: async () => [found.version], ...found }
}

async function byVersion(context: Context, name: string) {
  for (const family of families) {
    const found = await inFamily(context, family, name)
    if (found !== undefined) return { family, ...found }
  }
  return undefined
}

type Opening = Pick<FoundModel, 'version' | 'open'>

async function inFamily(context: Context, family: Family, name: string): Promise<Opening | undefined> {
  if (family === 'credit') {
    const { models } = context.credit.stores
    const record = (await models.get(name)) ?? (await models.byAlias(name))
    return record && { version: record.version, open: () => openCredit(context, record) }
  }
  const { models } = context.warning.stores
  const record =
    name === 'champion' ? await models.champion() : ((await models.get(name)) ?? (await models.byAlias(name)))
  return record && { version: record.version, open: () => openWarning(context, record) }
}

async function versionsOf({ credit, warning }: Context, family: Family): Promise<string[]> {
  const { models } = family === 'credit' ? credit.stores : warning.stores
  const listed = await models.list({ limit: MOST_VERSIONS, offset: 0 })
  return listed.models.map(({ version }) => version)
}

async function openCredit({ credit }: Context, { version }: CreditModelRecord): Promise<ProtocolModel> {
  return creditProtocolModel((await credit.deciders.model(version)).model)
}

const heldBy = new WeakMap<Context, Held<WarningModel>>()

async function openWarning(context: Context, record: ModelRecord): Promise<ProtocolModel> {
  const champion = context.warning.champion.current()
  if (champion?.record.sha256 === record.sha256) return warningProtocolModel(champion.model)
  const held = heldBy.get(context) ?? openHeld<WarningModel>(MOST_HELD)
  heldBy.set(context, held)
  try {
    return warningProtocolModel(await held.get(record.sha256, () => readWarning(context, record)))
  } catch (error) {
    if (!(error instanceof ModelFileError || error instanceof ArtifactError)) throw error
    throw new ProblemError(
      'unavailable',
      `The file ${record.artifact} of the model ${record.version} is gone or damaged. Restore it from a copy.`,
    )
  }
}

async function readWarning({ artifacts }: Context, { artifact, sha256 }: ModelRecord): Promise<WarningModel> {
  const stream = await artifacts.read(MODELS_OWNER, artifact)
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  if (sha256Of(bytes) !== sha256)
    throw new ModelFileError(`The file ${artifact} is not the one that was registered.`)
  return openWarningModel(bytes)
}
