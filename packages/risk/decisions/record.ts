/** A decision's record: everything that making it again needs, as bytes, and the comparison of then and now. */
import {
  canonicalBytes,
  child,
  fromOddNumbers,
  isRecord,
  oddCanonicalText,
  sha256Of,
  withOddNumbers,
} from './canonical-bytes.ts'
import type { CreditCase } from './credit-case.ts'
import type { Answer, Decider } from './decide.ts'
import type { FeatureValues } from './open-credit-model.ts'

export interface DecisionContent {
  readonly format: 1
  /** Application, source answers, as-of day, random key, depth of explanation, experiment. */
  readonly case: CreditCase
  /** The application as it came in, where it held more than the domain knows. */
  readonly received?: unknown
  readonly features: FeatureValues
  readonly featureSet: { readonly name: string; readonly hash: string }
  /** The calibrator is part of the model's file. */
  readonly model: { readonly version: string; readonly sha256: string }
  readonly policy: { readonly name: string; readonly version: number; readonly sha256: string }
  readonly reasonTable: string
  readonly codeVersion: string
  readonly answer: Answer
  /** Random text: the hash says nothing about the content. */
  readonly salt: string
}

/** What a record names beside what a decider knows. */
export interface RecordedWith {
  readonly modelSha256: string
  readonly policySha256: string
  readonly codeVersion: string
  readonly salt: string
  readonly received?: unknown
}

/** Decides, and answers with the record of it. */
export async function decideForRecord(
  decider: Decider,
  credit: CreditCase,
  { modelSha256, policySha256, codeVersion, salt, received }: RecordedWith,
): Promise<DecisionContent> {
  const { answer, features } = await decider.decideWithFeatures(credit)
  return {
    format: 1,
    case: credit,
    ...(received !== undefined && { received }),
    features,
    featureSet: { name: decider.features.name, hash: decider.features.hash },
    model: { version: decider.modelVersion, sha256: modelSha256 },
    policy: { name: decider.policyName, version: decider.policyVersion, sha256: policySha256 },
    reasonTable: decider.reasonTable.version,
    codeVersion,
    answer,
    salt,
  }
}

/** The record in bytes: canonical JSON in which every number survives, NaN and −0 among them; and their SHA-256. */
export function contentBytes(content: DecisionContent): {
  readonly bytes: Uint8Array
  readonly sha256: string
} {
  const bytes = new TextEncoder().encode(oddCanonicalText(content))
  return { bytes, sha256: sha256Of(bytes) }
}

/** A record that cannot be read. */
export class RecordError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordError'
  }
}

/** @throws RecordError when the bytes are no record of a known format */
export function readContent(bytes: Uint8Array): DecisionContent {
  let content: unknown
  try {
    content = fromOddNumbers(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new RecordError('The record of the decision is no JSON.', { cause })
  }
  if (!isRecord(content) || content.format !== 1)
    throw new RecordError('The record was written by a version of decisions that is not known here.')
  for (const [name, kind] of Object.entries(shape))
    if (kind === 'object' ? !isRecord(content[name]) : typeof content[name] !== kind)
      throw new RecordError(`The record of the decision lacks "${name}".`)
  return content as unknown as DecisionContent
}

const shape = {
  case: 'object',
  features: 'object',
  featureSet: 'object',
  model: 'object',
  policy: 'object',
  reasonTable: 'string',
  codeVersion: 'string',
  answer: 'object',
  salt: 'string',
} as const

export interface ReplayedDecision {
  /** Whether features and answer came out the same, byte for byte. */
  readonly identical: boolean
  readonly recordedSha256: string
  readonly replayedSha256: string
  readonly differences: readonly Difference[]
}

export interface Difference {
  /** JSON pointer into the record. */
  readonly pointer: string
  readonly recorded: string
  readonly replayed: string
}

/** More than anyone reads. */
const MOST_DIFFERENCES = 100

/**
 * Decides again from a record.
 *
 * @param resolve the decider of the record's model, policy, reason table and features, and the hashes of the files that it
 *   was opened from: they are compared as well
 */
export async function replay(
  content: DecisionContent,
  resolve: (
    content: DecisionContent,
  ) => Promise<{ decider: Decider; modelSha256: string; policySha256: string }>,
): Promise<ReplayedDecision> {
  const { decider, modelSha256, policySha256 } = await resolve(content)
  const again = await decideForRecord(decider, content.case, {
    modelSha256,
    policySha256,
    codeVersion: content.codeVersion,
    salt: content.salt,
    received: content.received,
  })
  const [recorded, replayed] = [contentBytes(content), contentBytes(again)]
  return {
    identical: recorded.sha256 === replayed.sha256,
    recordedSha256: recorded.sha256,
    replayedSha256: replayed.sha256,
    differences: differences(withOddNumbers(content), withOddNumbers(again)).slice(0, MOST_DIFFERENCES),
  }
}

/** Places at which two JSON values differ, by JSON pointer, in the order of their names. */
export function differences(recorded: unknown, replayed: unknown, pointer = ''): Difference[] {
  if (Array.isArray(recorded) && Array.isArray(replayed))
    return Array.from({ length: Math.max(recorded.length, replayed.length) }, (_, index) =>
      differences(recorded[index], replayed[index], `${pointer}/${index}`),
    ).flat()
  if (isRecord(recorded) && isRecord(replayed))
    return [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])]
      .sort()
      .flatMap((key) => differences(recorded[key], replayed[key], child(pointer, key)))
  const [then, now] = [shown(recorded), shown(replayed)]
  return then === now ? [] : [{ pointer, recorded: then, replayed: now }]
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  return new TextDecoder().decode(canonicalBytes(value))
}
