import { ModelFileError, parseModel, serializeModel } from '@pratibimba/learning/formats'
import { openWarningModel, writeWarningModel } from '@pratibimba/risk/warning'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planted, trained } from './support/trained.ts'

type Content = Record<string, unknown>

/** The file with one thing changed, and a checksum that fits. */
async function changed(change: (content: Content) => unknown): Promise<Uint8Array> {
  const content = parseModel(writeWarningModel((await trained()).bundle)) as Content
  return serializeModel(change(content) ?? content)
}

describe('model files of early warning', () => {
  it('come back as they were', async () => {
    const { bundle } = await trained()
    const bytes = writeWarningModel(bundle)
    expect(openWarningModel(bytes).bundle).toEqual(bundle)
    expect(writeWarningModel(openWarningModel(bytes).bundle)).toEqual(bytes)
  })

  it('hold no row of a customer: profiles are medians, and no id is in them', async () => {
    const { bundle } = await trained()
    const text = new TextDecoder('latin1').decode(writeWarningModel(bundle))
    for (const id of planted.panel.customerIds.slice(0, 200)) expect(text.includes(id)).toBe(false)
    expect(bundle.background.rows).toBeLessThanOrEqual(64)
    const [stress] = planted.panel.matrix.columns
    const own = new Set(stress)
    const kept = bundle.background.columns[0].filter((value) => own.has(value))
    expect(kept.length).toBeLessThan(bundle.background.rows)
  })

  it('refuses bytes that were cut, changed or made up', async () => {
    const bytes = writeWarningModel((await trained()).bundle)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, by, cut) => {
          const broken = cut ? bytes.slice(0, at) : bytes.slice()
          if (!cut) broken[at] ^= by
          expect(() => openWarningModel(broken)).toThrow(ModelFileError)
        },
      ),
      { seed: 2, numRuns: 60 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (made) => {
        expect(() => openWarningModel(made)).toThrow(ModelFileError)
      }),
      { seed: 3, numRuns: 40 },
    )
  })

  it.each<[string, (content: Content) => unknown, RegExp]>([
    ['another kind of model', () => ({ kind: 'trees' }), /not one of early warning/],
    ['a later format', (c) => ({ ...c, format: 2 }), /not known here/],
    ['no features', (c) => ({ ...c, features: [] }), /features/],
    ['a threshold above 1', (c) => ({ ...c, threshold: 1.5 }), /threshold/],
    ['levels that fall', (c) => ({ ...c, levels: { medium: 0.5, high: 0.2, critical: 0.6 } }), /levels/],
    [
      'a background of infinite rows',
      (c) => ({ ...c, background: { rows: 1e9, columns: [] } }),
      /background/,
    ],
    ['medians of other features', (c) => ({ ...c, median: new Float64Array(2) }), /median/],
    ['no learners', (c) => ({ ...c, learners: [] }), /learners/],
    [
      'a calibrator of no kind',
      (c) => ({ ...c, calibrator: { kind: 'magic', scale: 'log-odds' } }),
      /calibrator/,
    ],
    ['a report without figures', (c) => ({ ...c, report: {} }), /report/],
    [
      'a reference that is no profile',
      (c) => ({ ...c, reference: { features: '{}', scores: '{}' } }),
      /reference/,
    ],
    [
      'chances that fall',
      (c) => ({
        ...c,
        timing: {
          by: 'probability',
          from: Float64Array.of(Number.NEGATIVE_INFINITY),
          rows: Int32Array.of(3),
          byDay: new Float64Array(30).fill(2),
        },
      }),
      /timing/,
    ],
  ])('refuses %s', async (_, change, message) => {
    const bytes = await changed(change)
    expect(() => openWarningModel(bytes)).toThrow(ModelFileError)
    expect(() => openWarningModel(bytes)).toThrow(message)
  })

  it('refuses trees that walk in circles', async () => {
    const bytes = await changed((content) => {
      const learners = content.learners as { model: { ensemble: { left: Int32Array } } }[]
      learners[0].model.ensemble.left[0] = 0
      return content
    })
    expect(() => openWarningModel(bytes)).toThrow(ModelFileError)
  })
})
