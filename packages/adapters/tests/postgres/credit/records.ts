/** Records of credit decisions as tests need them. */
import { createHash, randomUUID } from 'node:crypto'
import type { AuditFact, DecisionRecord, PersonKey } from '@pratibimba/risk/ports'

export const start = new Date('2026-03-02T08:00:00Z')
export const minutesLater = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)

/** The `n`th decision, `n` minutes after the first. */
export function decisionOf(key: PersonKey, n: number, more: Partial<DecisionRecord> = {}): DecisionRecord {
  const content = new TextEncoder().encode(JSON.stringify({ n, text: 'x'.repeat(200) }))
  return {
    id: randomUUID(),
    decidedAt: minutesLater(n),
    actor: 'officer',
    channel: 'api',
    contentHash: `content ${n}`,
    score: (n % 100) / 100,
    decision: 'APPROVED',
    reasonCodes: [],
    firedRules: [],
    loanAmount: 5000 + n,
    loanPurpose: 'car',
    modelVersion: 'cd-1',
    policyName: 'consumer-lending',
    policyVersion: 1,
    reasonTable: '2026-1',
    codeVersion: '0.1.0',
    latencyMs: 4 + (n % 10),
    sealed: key.seal(content),
    sha256: createHash('sha256').update(content).digest('hex'),
    ...more,
  }
}

export const factOf = ({ id, sha256 }: DecisionRecord): AuditFact => ({
  operation: 'CREDIT_DECIDED',
  actor: 'officer',
  subjectId: id,
  dataHash: sha256,
  metadata: {},
})
