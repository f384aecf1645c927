/** Opens everything credit decisions work with. */
import { join } from 'node:path'
import {
  type Database,
  openDecisionFigures,
  openDecisionRecorder,
  type PostgresAuditLog,
} from '@pratibimba/adapters/postgres'
import { openZenRules } from '@pratibimba/adapters/rules'
import { openFileSource, openHttpSource } from '@pratibimba/adapters/sources'
import { openKeyFile, openPersonVault, type PostgresPersonVault } from '@pratibimba/adapters/vault'
import {
  type ApplicationSource,
  type ArtifactStore,
  type RiskScoreStore,
  TableError,
} from '@pratibimba/risk/ports'
import { type Settings, SettingsError } from '../settings.ts'
import { createTurnstile } from '../threads/turnstile.ts'
import { openAssignment } from './assignment.ts'
import type { CreditContext } from './credit-context.ts'
import type { SourceSettings } from './credit-settings.ts'
import { openCreditStores } from './credit-stores.ts'
import { openDeciders } from './deciders.ts'
import { factOf, openDeciding } from './deciding.ts'
import { openShadowQueue } from './experiments/shadow-queue.ts'
import { DECIDING_POLICY, installPolicy } from './install-policy.ts'
import { openLatestScores } from './latest-scores.ts'

export interface CreditParts {
  readonly settings: Settings
  readonly database: Database
  readonly audit: PostgresAuditLog
  readonly artifacts: ArtifactStore
  readonly scores: RiskScoreStore
  /** Of the program. */
  readonly version: string
  readonly clock: () => Date
  readonly onError: (error: unknown) => void
  readonly note: (line: string) => void
  /** What is opened here is handed over to be closed, last first. */
  readonly closers: (() => Promise<void>)[]
}

/** With the vault itself, for transactions. */
export type OpenedCredit = CreditContext & { readonly vault: PostgresPersonVault }

/** @throws VaultUnusable, SettingsError when a part cannot be opened */
export async function openCredit(parts: CreditParts): Promise<OpenedCredit> {
  const { settings, database, audit, artifacts, scores, version, clock, onError, note, closers } = parts
  const keyFile = settings.credit.keyFile ?? join(settings.dataDirectory, 'keys', 'persons.json')
  const wrappingKeys = openKeyFile(keyFile)
  const vault = await openPersonVault({ database, wrappingKeys, onTrouble: onError })
  closers.push(() => vault.close())
  const rules = openZenRules()
  closers.push(async () => rules.dispose())
  const stores = openCreditStores(database.kysely, vault)
  const sources: ApplicationSource[] = []
  for (const source of settings.credit.sources) sources.push(await openSource(source, note, closers))
  const commit: Parameters<typeof installPolicy>[2] = (work) =>
    audit.transaction(async (transaction) => ({
      fact: await work(openCreditStores(transaction, vault).policies),
      result: undefined,
    }))
  await installPolicy(stores.policies, rules, commit, clock())
  const assignment = openAssignment(stores)
  const deciders = openDeciders({
    stores,
    artifacts,
    rules,
    assignment,
    policyName: DECIDING_POLICY,
    onError,
  })
  closers.push(async () => deciders.close())
  await deciders.refresh()
  const recorder = openDecisionRecorder(audit)
  const shadows = openShadowQueue({ expose: stores.experiments.expose, onError })
  closers.push(() => shadows.drained())
  const { sourcesMs, recordMs } = settings.credit
  const deciding = openDeciding({
    decisions: stores.decisions,
    vault,
    recorder,
    deciders,
    assignment,
    shadows,
    sources,
    latestScore: openLatestScores(scores, clock),
    budgetMs: sourcesMs,
    recordMs,
    clock,
    codeVersion: version,
    onError,
  })
  return {
    stores,
    deciding,
    recordTogether: async (made) => {
      await audit.transaction(async (transaction) => {
        const { decisions, experiments } = openCreditStores(transaction, vault)
        await decisions.add(made.map(({ record }) => record))
        await experiments.expose(made.flatMap(({ exposures }) => exposures))
        const [fact, ...moreFacts] = made.map(({ record }) => factOf(record))
        return { fact: fact!, moreFacts, result: undefined }
      })
      shadows.add(made.flatMap(({ beside }) => beside))
    },
    figures: openDecisionFigures(database.kysely),
    vault,
    recorder,
    rules,
    sources,
    deciders,
    assignment,
    shadows,
    simulations: createTurnstile(1, 4),
  }
}

async function openSource(
  { kind, url, token, file }: SourceSettings,
  note: (line: string) => void,
  closers: (() => Promise<void>)[],
): Promise<ApplicationSource> {
  const onTrouble = (reason: string) => note(`source ${kind}: ${reason}`)
  try {
    if (url === undefined) return await openFileSource({ kind, path: file!, onTrouble })
    const source = openHttpSource({ kind, url, onTrouble, ...(token !== undefined && { token }) })
    closers.push(() => source.close())
    return source
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TableError)) throw error
    throw new SettingsError(
      `PRATIBIMBA_CREDIT_${kind.toUpperCase()}_${url === undefined ? 'FILE' : 'URL'}: ${error.message}`,
    )
  }
}
