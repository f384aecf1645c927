/** Facts in which everything that figures can decide is met: tests take one away, or spoil it. */
import { aucInterval, evaluateBinary, wilson } from '@pratibimba/learning/metrics'
import { openStream } from '@pratibimba/numerics/random'
import { reasonTableOf } from '../../../decisions/index.ts'
import { assessFairness } from '../../../fairness/index.ts'
import { type ModelSubject, modelCard } from '../../../governance/card/index.ts'
import { decisionTally, monitorCredit } from '../../../governance/monitoring/index.ts'
import type { GovernanceFacts } from '../../../governance/packs/index.ts'
import type { StepReports } from '../../../governance/pipeline/reports.ts'
import { profileOf, scoreProfileOf } from '../../../monitoring/index.ts'

const hash = (digit: string): string => digit.repeat(64)

export const subject: ModelSubject = {
  name: 'consumer-credit',
  version: 'cd-20260301-0001',
  trainedOn: '2026-03-01',
  trainedBy: 'r.shah',
  owner: 'Head of credit risk',
  validator: 'Model validation',
  sha256: hash('a'),
  codeVersion: '0.1.0',
  dataName: 'applications.csv',
  dataSha256: hash('b'),
}

/** Applications held out whose outcomes follow their probabilities, and an age for each. */
function heldOut(rows: number) {
  const stream = openStream(7, 'sound-facts')
  const pd = Float64Array.from({ length: rows }, (_, row) => 0.02 + 0.75 * stream.at(3 * row).uniform() ** 3)
  const label = pd.map((chance, row) => Number(stream.at(3 * row + 1).uniform() < chance))
  const group = Int32Array.from({ length: rows }, (_, row) =>
    Math.floor(4 * stream.at(3 * row + 2).uniform()),
  )
  return { pd, label, group }
}

const { pd, label, group } = heldOut(2000)
const score = pd.map((chance) => 1 - chance)
const features = [
  { id: 'credit_score', title: 'Bureau score', monotone: 'decreasing', kind: 'number' },
  { id: 'debt_to_income', title: 'Debt to income', monotone: 'increasing', kind: 'number' },
  { id: 'age', title: 'Age', monotone: 'decreasing', kind: 'number' },
]
const inputs = {
  matrix: {
    rows: label.length,
    columns: [score.map((x) => 500 + 300 * x), pd.map((x) => 0.2 + x), group.map((x) => 20 + 14 * x)].map(
      (column) => Float64Array.from(column),
    ),
  },
  features: features.map(({ id }) => ({ name: id, kind: 'number' as const })),
}
const mean = pd.reduce((sum, chance) => sum + chance, 0) / pd.length
const bad = label.reduce((sum, value) => sum + value, 0)
const half = label.length / 2
const estimate = (from: number, to: number) => {
  const { value, lower, upper } = aucInterval(label.slice(from, to), pd.slice(from, to))
  return { value, lower, upper }
}
const figures = evaluateBinary(
  { label, probability: pd },
  { seed: 1, replicates: 100, costs: { falsePositive: 1, falseNegative: 5 } },
)
const contender = (id: string, title: string, less: number) => ({
  id,
  title,
  eligible: true,
  folds: [],
  auc: { value: 0.81 - less, lower: 0.79 - less, upper: 0.83 - less },
  ks: 0.48,
  averagePrecision: 0.52,
  brier: 0.12,
  logLoss: 0.38,
  calibrationError: 0.01,
})

const reports: Partial<StepReports> = {
  validate: {
    source: 'applications.csv',
    sha256: subject.dataSha256,
    rows: 8000,
    events: 1500,
    declined: 1000,
    from: '2024-01-01',
    to: '2025-12-31',
    preprocessing: [],
    findings: [],
    passed: true,
    kind: 'applications',
    why: null,
    rowsRead: 9000,
    refused: 0,
    refusedBecause: [],
    target: 'good',
    badValue: '0',
    badRate: wilson(1500 / 8000, 8000),
    protectedColumns: ['gender'],
    leftOut: [{ column: 'gender', reason: 'protected' }],
    columns: [{ name: 'credit_score', kind: 'number', missingShare: 0.02, labels: null, min: 420, max: 830 }],
  },
  train: {
    mode: 'full',
    incremental: null,
    parent: null,
    seed: 42,
    learner: 'ensemble',
    split: { kind: 'time', trainRows: 6000, holdoutRows: 2000, holdoutFrom: '2025-07-01' },
    model: {
      id: 'leaf-wise',
      title: 'Boosted trees, leaf-wise',
      reason: 'It has the highest AUC of those that hold the directions.',
      sha256: subject.sha256,
      bytes: 1000,
    },
    tableKind: 'applications',
    featureSet: { name: 'applications', hash: hash('c') },
    features,
    rejectInference: null,
    training: {
      seed: 42,
      rows: 6000,
      events: 1100,
      features: features.map(({ id }) => id),
      leftOut: [],
      split: { kind: 'time-ordered', folds: 5, rowsTried: 5000, rowsCalibrated: 4000 },
      contenders: [
        contender('leaf-wise', 'Boosted trees, leaf-wise', 0),
        contender('scorecard', 'Scorecard', 0.02),
        contender('random-forest', 'Random forest', 0.03),
      ],
      failed: [],
      champion: { id: 'leaf-wise', title: 'Boosted trees, leaf-wise', reason: 'Highest AUC.' },
      threshold: { value: 0.17, missCost: 5, reason: 'By cost.' },
      importance: [],
      warnings: [],
    },
    importance: [
      { feature: 'credit_score', share: 0.6 },
      { feature: 'debt_to_income', share: 0.3 },
      { feature: 'age', share: 0.1 },
    ],
    reference: {
      inputs: profileOf(inputs.matrix, inputs.features),
      scores: scoreProfileOf(score, [0.4, 0.8]),
      marks: [0.4, 0.8],
    },
    referenceBad: { rows: 6000, bad: 1100 },
  },
  evaluate: {
    sample: '2000 applications from 2025-07-01 on, later than all that were learnt from',
    from: '2025-07-01',
    to: '2025-12-31',
    rows: label.length,
    bad,
    figures,
    accuracy: wilson(0.82, label.length),
    onAccepted: {
      rows: 1200,
      auc: { value: 0.62, lower: 0.56, upper: 0.68 },
      accuracy: wilson(0.93, 1200),
    },
    stability: { earlier: estimate(0, half), later: estimate(half, label.length), scorePsi: 0.01 },
    benchmarks: [],
    inTheLarge: { predicted: mean, happened: wilson(bad / label.length, label.length) },
    foldsAuc: { value: 0.81, lower: 0.79, upper: 0.83 },
    championVersion: null,
    champion: null,
    championWhy: null,
  },
  bench: {
    scoredPerSecond: 200_000,
    scoreMs: { p50: 0.1, p99: 0.3 },
    reasonsMs: { p50: 0.9, p99: 1.8 },
    calls: 500,
    modelBytes: 1000,
    heldBytes: null,
  },
  fairness: {
    approveFrom: 0.8,
    attributes: ['age_band'],
    report: assessFairness(
      {
        label,
        probability: pd,
        groups: { age_band: { codes: group, labels: ['under 25', '25 to 39', '40 to 61', '62 and older'] } },
      },
      { favourable: { label: 0, decision: 0 }, threshold: 0.2, replicates: 50 },
    ),
    mitigation: [],
  },
  explain: {
    importance: [
      { feature: 'credit_score', title: 'Bureau score', share: 0.6 },
      { feature: 'debt_to_income', title: 'Debt to income', share: 0.3 },
      { feature: 'age', title: 'Age', share: 0.1 },
    ],
    additivityError: 3e-12,
    reruns: { tried: 20, identical: 20 },
    reasonTable: '2026-1',
    unworded: [],
    rows: 200,
    lime: { rows: 20, meanStability: 0.9, leastStability: 0.7 },
    counterfactuals: { by: 'policy', tried: 50, offered: 30, verified: 30 },
  },
}

function monitored() {
  const tally = decisionTally(reports.train!.reference.inputs, 500)
  for (let row = 0; row < 500; row++)
    tally.add({
      day: row < 250 ? '2026-03-20' : '2026-04-10',
      groups: { age_band: row % 2 === 0 ? '25 to 39' : '40 to 61' },
      approved: row % 5 !== 0,
      features: Object.fromEntries(
        inputs.features.map(({ name }, f) => [name, inputs.matrix.columns[f][row]]),
      ),
    })
  return monitorCredit(
    {
      modelVersion: subject.version,
      from: '2026-02-01T00:00:00.000Z',
      to: '2026-05-01T00:00:00.000Z',
      weeks: [
        { week: '2026-03-16', decisions: 250, approved: 170, reviewed: 60, overridden: 15 },
        { week: '2026-04-06', decisions: 250, approved: 175, reviewed: 55, overridden: 15 },
      ],
      scores: score.slice(0, 500),
      matured: {
        score: score.slice(0, 500),
        good: Uint8Array.from(label.subarray(0, 500), (value) => 1 - value),
      },
      counts: tally.counts(),
      inputs: tally.inputs(),
      readEvery: 1,
      unreadable: 0,
    },
    { profile: reports.train!.reference, onAccepted: reports.evaluate!.onAccepted },
  )
}

const table = reasonTableOf('2026-1')
const at = new Date('2026-03-02T10:00:00Z')

export const soundReports = reports

export const soundFacts: Required<GovernanceFacts> = {
  asOf: '2026-05-02',
  model: {
    version: subject.version,
    name: subject.name,
    stage: 'champion',
    aliases: ['champion'],
    trainedAt: new Date('2026-03-01T00:00:00Z'),
    trainedBy: subject.trainedBy,
    transitions: [
      { to: 'candidate', by: 'r.shah', at, reason: 'Registered with the reports of every step.' },
      { from: 'candidate', to: 'champion', by: 'm.okafor', at, reason: 'Better than the one before.' },
    ],
    approvals: [{ by: 'm.okafor', at, reason: 'Validated on later applications.', overrides: [] }],
    gates: [
      {
        id: 'auc',
        kind: 'performance',
        title: 'AUC',
        passed: true,
        value: 0.78,
        limit: 0.7,
        text: 'On 2000 applications held out.',
        overridden_by: null,
      },
    ],
    artifact: 'cd-20260301-0001.json',
    sha256: subject.sha256,
    lineage: {
      dataSha256: subject.dataSha256,
      dataRows: 8000,
      featureSet: { name: 'applications', hash: hash('c') },
      codeVersion: '0.1.0',
      codeSha256: hash('d'),
      seed: 42,
      mode: 'full',
    },
  },
  card: modelCard(subject, reports),
  reports,
  policy: {
    name: 'consumer-lending',
    version: 3,
    createdBy: 'a.lopez',
    approvedBy: 'm.okafor',
    tests: 20,
    testsPassed: 20,
    rules: 36,
    reviewRules: 12,
    rejectingRules: 10,
    rejectingRulesWithReason: 10,
    reads: ['application.age', 'application.annual_income', 'features.credit_score', 'score'],
    reasonCodes: ['DTI_HIGH', 'INCOME_LOW'],
  },
  reasons: {
    version: table.version,
    entries: table.entries.map(({ code, text, features: of }) => ({ code, text, features: of })),
  },
  decisions: {
    days: 90,
    oldest: '2026-02-03',
    decisions: 500,
    adverse: 70,
    adverseWithoutReasons: 0,
    mostReasons: 4,
    sentToPerson: 115,
    reviewed: 100,
    waitingOver30Days: 0,
    approvedByPerson: 70,
    unreadable: 0,
  },
  monitoring: { checkedAt: '2026-05-01T03:00:00.000Z', figures: monitored() },
  settings: {
    authentication: true,
    sealed: true,
    retentionMonths: null,
    killSwitch: true,
    noticesReceiver: true,
  },
  audit: { whole: true, entries: 1200, checkpointSequence: 1200 },
}
