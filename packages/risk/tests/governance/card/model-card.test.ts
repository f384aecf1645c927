import { describe, expect, it } from 'vitest'
import { cardGaps, modelCard, modelFindings } from '../../../governance/card/index.ts'
import { soundReports, subject } from '../support/sound-facts.ts'

const card = modelCard(subject, soundReports)

describe('the model card', () => {
  it('comes from results alone, to the byte', async () => {
    const text = `${JSON.stringify(modelCard(subject, soundReports), null, 2)}\n`
    await expect(text).toMatchFileSnapshot('./fixtures/model-card.golden.json')
  })

  it('survives JSON, and has the seven sections', () => {
    expect(JSON.parse(JSON.stringify(card))).toEqual(card)
    expect(Object.keys(card)).toEqual([
      'model_details',
      'intended_use',
      'training_data',
      'evaluation_data',
      'quantitative_analyses',
      'ethical_considerations',
      'recommendations',
    ])
  })

  it('names what is protected, whatever the data hold', () => {
    expect(card.ethical_considerations.protected_attributes).toEqual(['gender', 'ethnicity', 'religion'])
    expect(modelCard(subject, {}).ethical_considerations.protected_attributes).toEqual([
      'gender',
      'ethnicity',
      'religion',
    ])
  })
})

describe('gaps of a card', () => {
  it('are none where every step ran', () => {
    expect(cardGaps(card)).toEqual([])
  })

  it.each([
    ['validate', 'training_data'],
    ['train', 'model_details'],
    ['evaluate', 'quantitative_analyses'],
    ['fairness', 'ethical_considerations'],
    ['explain', 'ethical_considerations'],
  ] as const)('tell that %s did not run', (step, section) => {
    const { [step]: _, ...rest } = soundReports
    expect(cardGaps(modelCard(subject, rest)).join(' ')).toContain(section)
  })

  it('tell that nobody owns it', () => {
    const { owner, ...nobody } = subject
    expect(cardGaps(modelCard(nobody, soundReports))).toEqual(['model_details does not say: owner.'])
  })

  it('tell of figures without an interval, unnamed attributes and no recommendation', () => {
    const bare = {
      ...card,
      quantitative_analyses: { ...card.quantitative_analyses, auc_roc: 0.91 },
      ethical_considerations: { ...card.ethical_considerations, protected_attributes: ['gender'] },
      recommendations: [],
    }
    expect(cardGaps(bare)).toEqual([
      'quantitative_analyses: auc_roc has no interval.',
      'ethical_considerations does not name ethnicity, religion as protected.',
      'recommendations are missing.',
    ])
  })

  it('hold for anything that calls itself a card', () => {
    for (const rubbish of [{}, { model_details: null }, { model_details: [], recommendations: 'x' }])
      expect(cardGaps(rubbish as never).length).toBeGreaterThan(5)
  })
})

describe('findings', () => {
  it('are worst first, and grow when results get worse', () => {
    const { evaluate, fairness, explain } = soundReports
    const worse = modelFindings(subject, {
      ...soundReports,
      evaluate: { ...evaluate!, inTheLarge: { ...evaluate!.inTheLarge, predicted: 0.9 } },
      fairness: { ...fairness!, report: null },
      explain: { ...explain!, unworded: ['age'] },
    })
    const ids = worse.map(({ id }) => id)
    expect(ids).toContain('calibration-in-the-large')
    expect(ids).toContain('fairness-unmeasured')
    expect(ids).toContain('unworded')
    expect(worse.map(({ severity }) => severity)).toEqual(
      worse.map(({ severity }) => severity).sort((a, b) => rank(a) - rank(b)),
    )
    expect(worse.length).toBeGreaterThan(modelFindings(subject, soundReports).length)
  })
})

const rank = (severity: string): number => ['high', 'medium', 'low'].indexOf(severity)
