import { packStatuses, verdicts } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import {
  assessPacks,
  type FactName,
  type GovernanceFacts,
  type PackCheck,
  rulePacks,
} from '../../../governance/packs/index.ts'
import { soundFacts } from '../support/sound-facts.ts'
import { spoilings } from '../support/spoilings.ts'

const every = rulePacks.flatMap((pack) => pack.checks.map((check) => ({ pack, check })))
const named = every.map(({ pack, check }) => [`${pack.id}/${check.id}`, check] as const)
const computed = named.filter(([, { kind }]) => kind === 'computed')
const judged = named.filter(([, { kind }]) => kind === 'judgement')
const factNames = Object.keys(soundFacts).filter((name) => name !== 'asOf') as FactName[]

function without(name: FactName): GovernanceFacts {
  const { [name]: _, ...rest } = soundFacts
  return rest
}

describe('the registry of rule packs', () => {
  it('has ids that differ, of packs and of the checks of a pack', () => {
    expect(new Set(rulePacks.map(({ id }) => id)).size).toBe(rulePacks.length)
    for (const { checks } of rulePacks) {
      expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
      expect(checks.length).toBeGreaterThan(0)
    }
  })

  it.each(rulePacks)('$id names document, regulator and status, and a date that is one', (pack) => {
    expect(pack.id).toMatch(/^[a-z]{2}-[a-z0-9-]+$/)
    for (const text of [pack.title, pack.regulator, pack.jurisdiction, pack.source, pack.note])
      expect(text.length).toBeGreaterThan(2)
    expect(pack.source).toMatch(/\b(19|20)\d\d\b/)
    expect(packStatuses).toContain(pack.status)
    if (pack.effectiveFrom === null) expect(pack.status).not.toBe('in_force')
    else expect(new Date(pack.effectiveFrom).toISOString().slice(0, 10)).toBe(pack.effectiveFrom)
    for (const { title, citation } of pack.checks) {
      expect(title).not.toBe('')
      expect(citation).not.toBe('')
    }
  })

  it('holds the packs that are asked for, drafts as drafts and what was superseded as history', () => {
    expect(Object.fromEntries(rulePacks.map(({ id, status }) => [id, status]))).toEqual({
      'us-reg-b': 'in_force',
      'us-sr-26-2': 'in_force',
      'uk-ss1-23': 'in_force',
      'eu-gdpr-22': 'in_force',
      'eu-ai-act': 'in_force',
      'in-rbi-digital-lending': 'in_force',
      'in-rbi-model-risk-2026': 'draft',
      'in-rbi-model-risk-2024': 'history',
      'us-sr-11-7': 'history',
    })
  })

  it.each(rulePacks.filter(({ status }) => status !== 'history'))(
    '$id leaves something to a person',
    (pack) => {
      expect(pack.note).toContain('eeds a person')
      expect(pack.checks.some(({ kind }) => kind === 'judgement') || pack.id === 'us-sr-26-2').toBe(true)
    },
  )
})

describe('a check that figures decide', () => {
  it.each(computed)('%s is met by sound facts, with evidence', (_, check: PackCheck) => {
    const { verdict, why, evidence } = check.assess(soundFacts)
    expect({ verdict, why }).toEqual({ verdict: 'met', why })
    expect(evidence.length).toBeGreaterThan(0)
    for (const { text, value } of evidence) {
      expect(text).not.toBe('')
      expect(value).not.toMatch(/NaN|undefined|\[object/)
    }
  })

  it.each(computed)('%s is not met where the facts say otherwise', (_, check: PackCheck) => {
    const found = spoilings.map((spoil) => check.assess(spoil(soundFacts)))
    expect(found.some(({ verdict }) => verdict === 'not_met')).toBe(true)
    for (const { verdict, evidence } of found)
      if (verdict === 'not_met') expect(evidence.length).toBeGreaterThan(0)
  })

  it.each(computed)(
    '%s is never met where a fact it needs is missing, and never without facts',
    (_, check) => {
      expect(check.needs.length).toBeGreaterThan(0)
      for (const name of check.needs) expect(check.assess(without(name)).verdict).toBe('needs_a_person')
      expect(check.assess({ asOf: soundFacts.asOf }).verdict).toBe('needs_a_person')
      const empty = {
        ...soundFacts,
        reports: {},
        decisions: { ...soundFacts.decisions, decisions: 0, adverse: 0, reviewed: 0 },
      }
      if (check.needs.includes('reports')) expect(check.assess(empty).verdict).not.toBe('met')
    },
  )

  it.each(computed)('%s does not change the facts, and says the same twice', (_, check) => {
    const before = JSON.stringify(soundFacts)
    expect(check.assess(soundFacts)).toEqual(check.assess(soundFacts))
    expect(JSON.stringify(soundFacts)).toBe(before)
  })
})

describe('a judgement', () => {
  it.each(judged)('%s is always left to a person', (_, check) => {
    for (const facts of [
      soundFacts,
      ...factNames.map(without),
      ...spoilings.map((spoil) => spoil(soundFacts)),
    ]) {
      const { verdict, why } = check.assess(facts)
      expect(verdict).toBe('needs_a_person')
      expect(why.length).toBeGreaterThan(20)
    }
  })
})

describe('all packs together', () => {
  it('are told as the contract has it, also without any facts', () => {
    for (const facts of [soundFacts, { asOf: '2026-05-02' }]) {
      const packs = assessPacks(facts)
      expect(packs.map(({ id }) => id)).toEqual(rulePacks.map(({ id }) => id))
      for (const { checks } of packs) for (const { verdict } of checks) expect(verdicts).toContain(verdict)
    }
    const verdictsWithout = assessPacks({ asOf: '2026-05-02' }).flatMap(({ checks }) =>
      checks.map((c) => c.verdict),
    )
    expect(new Set(verdictsWithout)).toEqual(new Set(['needs_a_person']))
  })
})

describe('columns of the data’s own', () => {
  const check = rulePacks
    .find(({ id }) => id === 'us-reg-b')!
    .checks.find(({ id }) => id === 'model-prohibited-basis')!
  const { train, validate } = soundFacts.reports

  it('are left to a person, whatever they are called', () => {
    const facts = {
      ...soundFacts,
      reports: { ...soundFacts.reports, train: { ...train!, tableKind: 'plain_features' as const } },
    }
    expect(check.assess(facts)).toMatchObject({ verdict: 'needs_a_person' })
    expect(check.assess(facts).evidence.length).toBeGreaterThan(0)
  })

  it('may not be those that groups are measured by', () => {
    const facts = {
      ...soundFacts,
      reports: {
        ...soundFacts.reports,
        validate: { ...validate!, protectedColumns: ['debt_to_income'] },
      },
    }
    expect(check.assess(facts)).toMatchObject({ verdict: 'not_met' })
  })
})
