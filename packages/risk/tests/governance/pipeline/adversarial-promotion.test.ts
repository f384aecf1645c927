/** Nobody gets past a gate, whatever is tried: forged gates, old approvals, own signatures, stale versions, names that are none. */
import { creditModelStages, type GateResult } from '@pratibimba/contract'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import {
  type CreditModelMove,
  CreditModelMoveRefused,
  measureGates,
  moveCreditModel,
  type StoredReports,
  usualGates,
} from '../../../governance/pipeline/index.ts'
import type { CreditModelRecord } from '../../../ports/index.ts'
import { recordOf, runSmall, smallTable } from './small-run.ts'

const ATTEMPTS = 10_000
const at = new Date('2026-03-01T12:00:00Z')
let good: CreditModelRecord

beforeAll(async () => {
  good = slim(recordOf((await runSmall(smallTable())).files))
})

/** Without what no gate looks at: it is copied for every attempt. */
function slim(record: CreditModelRecord): CreditModelRecord {
  const reports = structuredClone(record.reports) as unknown as StoredReports & Record<string, unknown>
  const { evaluate, explain, fairness, inputs } = reports
  return {
    ...record,
    reports: {
      validate: {
        sha256: reports.validate!.sha256,
        rows: reports.validate!.rows,
        findings: reports.validate!.findings,
      },
      drift: { against: reports.drift!.against, report: { features: [{ severity: 'none' }], absent: [] } },
      train: { model: reports.train!.model },
      evaluate: {
        ...evaluate!,
        figures: {
          auc: evaluate!.figures.auc,
          ks: evaluate!.figures.ks,
          calibrationError: evaluate!.figures.calibrationError,
        },
      },
      bench: reports.bench!,
      fairness: {
        approveFrom: fairness!.approveFrom,
        report: {
          attributes: fairness!.report!.attributes.map(({ name, attributes, fourFifths, suppressed }) => ({
            name,
            attributes,
            fourFifths,
            suppressed,
          })),
        },
      },
      explain: { ...explain!, importance: [] },
      compliance: { counts: reports.compliance!.counts },
      card: { empty: reports.card!.empty },
      inputs,
    } as never,
  }
}

/** What an attacker may do to the record of a model that fails. */
interface Attempt {
  readonly broken: string
  readonly forgeGates: boolean
  readonly forgeOverride: boolean
  readonly oldApproval: boolean
  readonly dropReports: readonly string[]
  readonly otherModel: boolean
  readonly otherData: boolean
  readonly by: string
  readonly to: CreditModelMove['to']
  readonly overrides: readonly string[]
  readonly reason: string
  readonly version: string
  readonly stage: CreditModelRecord['stage']
  readonly champion: boolean
  readonly back: boolean
}

/** Each makes one gate fail, in the reports that are stored. */
const breaks: Readonly<Record<string, (reports: StoredReports) => void>> = {
  none: () => undefined,
  auc: (reports) => Object.assign(reports.evaluate!.figures.auc, { lower: 0.4 }),
  calibration_error: (reports) =>
    Object.assign(reports.evaluate!.figures.calibrationError.equalMass, { value: 0.5, expectedByChance: 0 }),
  reasons_repeat: (reports) => Object.assign(reports.explain!.reruns, { identical: 0 }),
  four_fifths: (reports) => Object.assign(reports.fairness!, { report: null }),
  rules: (reports) => Object.assign(reports.compliance!.counts, { notMet: 1 }),
  card: (reports) => Object.assign(reports.card!, { empty: ['model_details is missing.'] }),
  data: (reports) =>
    Object.assign(reports.validate!, { findings: [{ check: 'leak', severity: 'severe', text: 'x' }] }),
}

const seldom = fc.integer({ min: 0, max: 5 }).map((draw) => draw === 0)

const attempts: fc.Arbitrary<Attempt> = fc.record({
  broken: fc.constantFrom(...Object.keys(breaks)),
  forgeGates: fc.boolean(),
  forgeOverride: fc.boolean(),
  oldApproval: fc.boolean(),
  dropReports: fc.subarray(
    ['validate', 'evaluate', 'bench', 'fairness', 'explain', 'compliance', 'card', 'train', 'drift'],
    {
      maxLength: 2,
    },
  ),
  otherModel: fc.boolean(),
  otherData: fc.boolean(),
  by: fc.constantFrom('ben', 'asha', '', ' ', 'system'),
  to: fc.constantFrom(...creditModelStages),
  overrides: fc.oneof(
    fc.constant([]),
    fc.constantFrom(...Object.keys(breaks)).map((id) => [id]),
    fc.array(
      fc.constantFrom(...usualGates.map(({ id }) => id), 'everything', '*', '__proto__', 'constructor'),
      {
        maxLength: 4,
      },
    ),
  ),
  reason: fc.constantFrom(
    'short',
    'Reviewed with the committee on Monday.',
    'Measured on later applications.',
  ),
  version: fc.oneof(
    { weight: 9, arbitrary: fc.constant('cd-1') },
    fc.constantFrom('champion', 'cd-404', '../cd-1'),
  ),
  stage: fc.constantFrom(...creditModelStages),
  champion: fc.boolean(),
  back: seldom,
})

function recordsOf(attempt: Attempt): CreditModelRecord[] {
  const reports = structuredClone(good.reports) as unknown as StoredReports & Record<string, unknown>
  breaks[attempt.broken](reports)
  for (const step of attempt.dropReports) delete reports[step]
  const forged: GateResult[] = good.gates.map((gate) => ({
    ...gate,
    passed: true,
    value: 1,
    overridden_by: attempt.forgeOverride ? 'asha' : null,
  }))
  const record: CreditModelRecord = {
    ...good,
    stage: attempt.stage,
    reports: reports as never,
    ...(attempt.forgeGates ? { gates: forged } : {}),
    ...(attempt.otherModel ? { sha256: 'f'.repeat(64) } : {}),
    ...(attempt.otherData ? { lineage: { ...good.lineage, dataSha256: 'e'.repeat(64) } } : {}),
    ...(attempt.oldApproval
      ? {
          approvals: [
            {
              by: 'asha',
              at: new Date(0),
              reason: 'Signed for another version.',
              overrides: usualGates.map(({ id }) => id),
            },
          ],
        }
      : {}),
    transitions: [
      { to: attempt.stage, by: 'ben', at: new Date('2026-02-16T10:00:00Z'), reason: 'As it stood.' },
    ],
  }
  return [
    record,
    ...(attempt.champion
      ? [{ ...good, version: 'cd-0', stage: 'champion' as const, aliases: ['champion'] }]
      : []),
  ]
}

it(`lets none of ${ATTEMPTS} attempts past a gate`, () => {
  let moved = 0
  let refused = 0
  fc.assert(
    fc.property(attempts, (attempt) => {
      const records = recordsOf(attempt)
      const move = {
        to: attempt.to,
        by: attempt.by,
        at: attempt.back ? new Date('2026-01-01T00:00:00Z') : at,
        reason: attempt.reason,
        overrides: attempt.overrides,
      }
      let changed: CreditModelRecord[]
      try {
        changed = moveCreditModel(records, attempt.version, move)
      } catch (error) {
        expect(error).toBeInstanceOf(CreditModelMoveRefused)
        refused++
        return
      }
      moved++
      const after = changed.find(({ version }) => version === attempt.version)!
      expect(after.stage).toBe(attempt.to)
      expect(changed.filter(({ stage }) => stage === 'champion').length).toBeLessThanOrEqual(1)
      if (attempt.to !== 'champion' && attempt.to !== 'challenger') return
      // What decides was measured by somebody who did not listen to the record.
      const champion = records.find(({ stage }) => stage === 'champion')?.version
      const open = measureGates(
        records[0].reports as unknown as StoredReports,
        { version: 'cd-1', ...(champion === undefined ? {} : { champion }) },
        usualGates.filter(({ againstChampion }) => attempt.to === 'champion' || againstChampion !== true),
      ).filter(({ passed }) => !passed)
      const signed = new Set(attempt.overrides)
      expect(open.every(({ id }) => signed.has(id))).toBe(true)
      if (open.length > 0) expect(attempt.by).not.toBe('ben')
      expect(attempt.otherModel || attempt.otherData).toBe(false)
      expect(after.gates.filter(({ passed }) => !passed).map(({ overridden_by }) => overridden_by)).toEqual(
        open.map(() => attempt.by),
      )
      expect(after.approvals.at(-1)).toMatchObject({ by: attempt.by, at, overrides: attempt.overrides })
    }),
    { numRuns: ATTEMPTS, seed: 2026 },
  )
  // The attempts are no attempts if everything is refused, or nothing.
  expect(moved).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(ATTEMPTS / 2)
})

it('promotes what passes, sends the champion before to the archive, and moves the names', () => {
  const before = { ...good, version: 'cd-0', stage: 'champion' as const, aliases: ['champion'] }
  const reports = structuredClone(good.reports) as unknown as StoredReports
  Object.assign(reports.evaluate!, {
    championVersion: 'cd-0',
    champion: {
      version: 'cd-0',
      sha256: good.sha256,
      rows: 500,
      championAuc: 0.7,
      candidateAuc: 0.71,
      aucDifference: { value: 0.01, lower: -0.01, upper: 0.03 },
      brierDifference: -0.001,
    },
  })
  const candidate = { ...good, reports: reports as never }
  const move = { to: 'champion' as const, by: 'asha', at, reason: 'Better on the same rows.', overrides: [] }
  const open = measureGates(reports, { version: 'cd-1', champion: 'cd-0' }).filter(({ passed }) => !passed)
  expect(open.map(({ id }) => id)).toEqual([])
  const changed = moveCreditModel([candidate, before], 'cd-1', move)
  expect(changed.map(({ version, stage, aliases }) => [version, stage, aliases])).toEqual([
    ['cd-0', 'archived', []],
    ['cd-1', 'champion', ['champion']],
  ])
  expect(() => moveCreditModel(changed, 'cd-1', { ...move, to: 'archived' })).toThrow('kill switch')
})
