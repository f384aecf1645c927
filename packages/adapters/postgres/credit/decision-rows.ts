/** Decisions as rows. */
import type { DecisionRecord } from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { type ColumnTypes, columnList, givenRows, present } from '../warning/given-rows.ts'
import type { DecisionRow } from './tables.ts'

const columnTypes = {
  decision_id: 'uuid',
  decided_at: 'timestamptz',
  actor: 'text',
  channel: 'text',
  idempotency_hash: 'text',
  content_hash: 'text',
  score: 'float8',
  decision: 'text',
  // Lists as text: arrays of arrays must be of one length.
  reason_codes: 'text',
  fired_rules: 'text',
  loan_amount: 'float8',
  loan_purpose: 'text',
  credit_limit: 'float8',
  annual_rate: 'float8',
  model_version: 'text',
  policy_name: 'text',
  policy_version: 'int4',
  reason_table: 'text',
  code_version: 'text',
  experiment: 'text',
  arm: 'text',
  latency_ms: 'float8',
  person: 'uuid',
  nonce: 'bytea',
  ciphertext: 'bytea',
  sha256: 'text',
} satisfies ColumnTypes & Record<keyof DecisionRow, string>

const names = Object.keys(columnTypes)
const lists = new Set(['reason_codes', 'fired_rules'])
const taken: RawBuilder<unknown> = sql.join(
  names.map((name) => (lists.has(name) ? sql`${sql.ref(name)}::text[]` : sql.ref(name))),
)

/** One statement, whatever the number of records. @returns ids of those whose id and idempotency hash were free */
export async function insertDecisions(
  executor: Kysely<Schema>,
  records: readonly DecisionRecord[],
): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const { rows } = await sql<{ decision_id: string }>`
    with inserted as (
      insert into credit_decisions (${columnList(names)})
      select ${taken} from ${givenRows(columnTypes, records.map(toRow))}
      on conflict do nothing
      returning decision_id, decided_at, decision
    ), waiting as (
      insert into credit_waiting (decision_id, decided_at)
      select decision_id, decided_at from inserted where decision = 'MANUAL_REVIEW'
    )
    select decision_id from inserted`.execute(executor)
  return new Set(rows.map(({ decision_id }) => decision_id))
}

function toRow(record: DecisionRecord): Record<keyof typeof columnTypes, unknown> {
  return {
    decision_id: record.id,
    decided_at: record.decidedAt,
    actor: record.actor,
    channel: record.channel,
    idempotency_hash: record.idempotencyHash ?? null,
    content_hash: record.contentHash,
    score: record.score,
    decision: record.decision,
    reason_codes: arrayText(record.reasonCodes),
    fired_rules: arrayText(record.firedRules),
    loan_amount: record.loanAmount,
    loan_purpose: record.loanPurpose,
    credit_limit: record.limit ?? null,
    annual_rate: record.annualRate ?? null,
    model_version: record.modelVersion,
    policy_name: record.policyName,
    policy_version: record.policyVersion,
    reason_table: record.reasonTable,
    code_version: record.codeVersion,
    experiment: record.experiment?.id ?? null,
    arm: record.experiment?.arm ?? null,
    latency_ms: record.latencyMs,
    person: record.sealed.person,
    nonce: bytes(record.sealed.nonce),
    ciphertext: bytes(record.sealed.ciphertext),
    sha256: record.sha256,
  }
}

/** An array of texts as PostgreSQL writes it. */
function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function bytes(given: Uint8Array): Buffer {
  return Buffer.from(given.buffer, given.byteOffset, given.byteLength)
}

export function fromRow(row: DecisionRow): DecisionRecord {
  return {
    id: row.decision_id,
    decidedAt: row.decided_at,
    actor: row.actor,
    channel: row.channel,
    contentHash: row.content_hash,
    score: row.score,
    decision: row.decision,
    reasonCodes: row.reason_codes,
    firedRules: row.fired_rules,
    loanAmount: row.loan_amount,
    loanPurpose: row.loan_purpose,
    modelVersion: row.model_version,
    policyName: row.policy_name,
    policyVersion: row.policy_version,
    reasonTable: row.reason_table,
    codeVersion: row.code_version,
    ...present({
      idempotencyHash: row.idempotency_hash,
      limit: row.credit_limit,
      annualRate: row.annual_rate,
    }),
    ...(row.experiment !== null && row.arm !== null && { experiment: { id: row.experiment, arm: row.arm } }),
    latencyMs: row.latency_ms,
    sealed: { person: row.person, nonce: row.nonce, ciphertext: row.ciphertext },
    sha256: row.sha256,
  }
}
