import { logit } from '@pratibimba/numerics/distributions'
import { describe, expect, it } from 'vitest'
import { answerBytes, creditModel, decideMany, openDecider, reasonTableOf } from '../../decisions/index.ts'
import type { CompiledPolicy } from '../../ports/rules.ts'
import { AS_OF_DAY, caseAt, catalogue, features } from './support/applicants.ts'
import { columnsOf } from './support/case-columns.ts'
import { goldenDecider, goldenModel } from './support/golden-model.ts'

const { decider } = goldenDecider()
const { model } = goldenModel()
const places = Array.from({ length: 150 }, (_, i) => 30_000 + i)

describe('a decision', () => {
  it('is the same in 100 of 100 reruns, by deciders opened anew and in any order', async () => {
    for (const explain of ['reasons', 'full'] as const) {
      const credit = caseAt(30_001, { explain })
      const first = answerBytes(await decider.decide(credit))
      for (let run = 0; run < 100; run++) {
        const own = run % 25 === 0 ? goldenDecider().decider : decider
        if (run % 10 === 0) await own.decide(caseAt(30_100 + run))
        expect(answerBytes(await own.decide(credit))).toEqual(first)
      }
    }
  })

  it('keeps what an answer promises', async () => {
    const seen = new Set<string>()
    for (const place of places) {
      const answer = await decider.decide(caseAt(place, { explain: 'reasons' }))
      seen.add(answer.decision)
      expect(answer.score).toBeGreaterThanOrEqual(0)
      expect(answer.score).toBeLessThanOrEqual(1)
      expect(answer.confidence).toBeCloseTo(Math.max(answer.score, 1 - answer.score), 14)
      expect(answer.reasons.length).toBeLessThanOrEqual(4)
      expect(new Set(answer.reasons.map(({ code }) => code)).size).toBe(answer.reasons.length)
      expect(answer.reasons.length === 0).toBe(answer.decision === 'APPROVED')
      expect(answer.reasons.map(({ code }) => code)).not.toContain('SCORE_LOW')
      expect(answer.risk_factors.length).toBeLessThanOrEqual(5)
      expect(answer.limit === null).toBe(answer.decision !== 'APPROVED')
      expect(answer.explanation).toBeNull()
    }
    expect(seen.size).toBe(3)
  })

  it('explains in log-odds of being good that add up', async () => {
    const sums: number[] = []
    for (const place of places.slice(0, 20)) {
      const row = model.rowOf(catalogue.compute(caseAt(place)))
      const columns = Array.from(row, (value) => Float64Array.of(value))
      const sum = model.contributions({ rows: 1, columns }).reduce((a, b) => a + b, 0)
      sums.push(sum + logit(model.probability(row)))
    }
    for (const sum of sums) expect(sum).toBeCloseTo(sums[0], 9)
  })

  it('gives as much explanation as is asked for', async () => {
    const none = await decider.decide(caseAt(30_001, { explain: 'none' }))
    expect([none.reasons, none.risk_factors, none.explanation]).toEqual([[], [], null])
    const full = await decider.decide(caseAt(30_001, { explain: 'full' }))
    expect(Object.keys(full.explanation!.shap_values)).toEqual(features.map(({ id }) => id))
    const shares = Object.values(full.explanation!.feature_importance)
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    const lime = full.explanation!.lime_explanation!
    expect(lime.terms.length).toBeLessThanOrEqual(10)
    expect(lime.seed).toBe(caseAt(30_001).randomKey)
    const other = await decider.decide(caseAt(30_001, { explain: 'full', randomKey: 5 }))
    expect(other.explanation!.lime_explanation).not.toEqual(lime)
    expect(other.reasons).toEqual(full.reasons)
  })

  it('names rules before what moved the score, and not the score where it had been enough', async () => {
    const { application } = caseAt(30_000)
    const owing = {
      ...application,
      annualIncome: 60_000,
      existingDebt: 59_000,
      history: { score: 840, accounts: [{}] },
    }
    const answer = await decider.decide(caseAt(30_000, { application: owing }))
    expect(answer.decision).toBe('REJECTED')
    expect(answer.reasons[0]).toMatchObject({ code: 'DTI_HIGH', source: 'rule' })
    const byRuleAlone = answer.score >= 0.8
    expect(answer.reasons.some(({ source }) => source === 'model')).toBe(!byRuleAlone)
  })

  it('says that a file is thin instead of that an unknown score is low', async () => {
    const { application } = caseAt(30_000)
    const thin = {
      ...application,
      annualIncome: 15_000,
      existingDebt: 9_000,
      loanAmount: 14_000,
      history: {},
    }
    const { reasons } = await decider.decide(caseAt(30_000, { application: thin }))
    const codes = reasons.map(({ code }) => code)
    expect(codes).not.toContain('CREDIT_SCORE_LOW')
    expect(codes.length).toBeGreaterThan(0)
  })

  it('never holds age against anyone of 62 or more', async () => {
    for (const place of places) {
      const { application } = caseAt(place)
      const old = { ...application, birthDay: AS_OF_DAY - Math.ceil(63 * 365.25) }
      const older = { ...application, birthDay: AS_OF_DAY - Math.ceil(80 * 365.25) }
      const [at63, at80] = await Promise.all(
        [old, older].map((each) => decider.decide(caseAt(place, { application: each }))),
      )
      expect(at80.score).toBeGreaterThanOrEqual(at63.score)
      expect(at63.reasons.map(({ code }) => code)).not.toContain('AGE_FACTOR')
      expect(at63.risk_factors).not.toContain('young age')
    }
  })

  it('routes what a source did not answer in time', async () => {
    const { application } = caseAt(30_003)
    const sound = {
      ...application,
      annualIncome: 90_000,
      existingDebt: 0,
      loanAmount: 5_000,
      employmentYears: 20,
    }
    const credit = caseAt(30_003, {
      application: { ...sound, history: { score: 840, accounts: [{}], inquiryDays: [] } },
    })
    expect((await decider.decide(credit)).decision).toBe('APPROVED')
    const answer = await decider.decide({ ...credit, sources: { bureau: { state: 'timed_out' } } })
    expect(answer.decision).toBe('MANUAL_REVIEW')
    expect(answer.reasons.map(({ code }) => code)).toEqual(['SOURCE_UNAVAILABLE'])
    expect(answer.sources).toEqual([{ kind: 'bureau', state: 'timed_out' }])
  })

  it('refuses a model of other features, and one that counts age against the old', () => {
    expect(() => openDecider({ ...decider, features: { ...catalogue, hash: 'other' } })).toThrow(
      /trained with features/,
    )
    const { bundle } = model
    const { trained } = bundle
    const turned = { kind: 'platt', scale: 'log-odds', slope: -1, intercept: 0 } as const
    expect(() => creditModel({ ...bundle, trained: { ...trained, calibrator: turned } })).toThrow(
      /higher age/,
    )
  })
})

describe('many decisions', () => {
  it('are those of one by one', async () => {
    const parts = { model, policy: decider.policy, reasonTable: reasonTableOf('2026-1') }
    const many = await decideMany(parts, columnsOf(places), { reasons: 'all' })
    for (const [i, place] of places.entries()) {
      const one = await decider.decide(caseAt(place))
      expect(1 - many.pd[i]).toBe(one.score)
      expect(['APPROVED', 'MANUAL_REVIEW', 'REJECTED'][many.decision[i]]).toBe(one.decision)
      const codes = Array.from(many.reasons.subarray(4 * i, 4 * i + 4)).flatMap((at) =>
        at === 0 ? [] : many.reasonCodes[at - 1].code,
      )
      expect(codes).toEqual(one.reasons.map(({ code }) => code))
      const factors = Array.from(many.riskFactors.subarray(5 * i, 5 * i + 5)).flatMap((at) =>
        at === 0 ? [] : many.riskFactorTexts[at - 1],
      )
      expect(factors).toEqual(one.risk_factors)
      const fired = Array.from(
        many.fired.subarray(many.firedStart[i], many.firedStart[i + 1]),
        (at) => many.ruleIds[at],
      )
      expect(fired).toEqual(one.policy.rules.map(({ stage, rule }) => `${stage}/${rule}`))
      expect(many.limit[i]).toBe(one.limit ?? Number.NaN)
    }
    const sparse = await decideMany(parts, columnsOf(places), {})
    for (const i of places.keys())
      if (many.decision[i] === 0) expect(sparse.riskFactors[5 * i]).toBe(0)
      else expect(sparse.reasons[4 * i]).toBeGreaterThan(0)
    expect((await decideMany(parts, columnsOf([]))).rows).toBe(0)
  })

  it('survive being sent between threads', async () => {
    const parts = { model, policy: decider.policy, reasonTable: reasonTableOf('2026-1') }
    const columns = columnsOf(places.slice(0, 5))
    expect(structuredClone(await decideMany(parts, structuredClone(columns)))).toEqual(
      await decideMany(parts, columns),
    )
  })

  it('name a column that is missing', async () => {
    const columns = columnsOf(places.slice(0, 2))
    const { age, ...others } = columns.features
    const policy: CompiledPolicy = decider.policy
    await expect(
      decideMany({ model, policy, reasonTable: reasonTableOf('2026-1') }, { ...columns, features: others }),
    ).rejects.toThrow(/reads age/)
  })
})
