/** How the rules of a stage fire, and a cell as it is read. */
import type { PolicyStageKind } from '@pratibimba/contract'

export const firesWords = {
  derivation: 'The first rule that holds sets the values.',
  eligibility: 'Every rule that holds fires.',
  knock_out: 'Every rule that holds fires.',
  affordability: 'Every rule that holds fires.',
  thresholds: 'The first rule that holds decides.',
  pricing: 'The first rule that holds sets limit and rate, of what is approved.',
  routing: 'Every rule that holds fires.',
} as const satisfies Record<PolicyStageKind, string>

export interface ReadCell {
  readonly text: string
  /** A text as people read it, not an expression. */
  readonly plain: boolean
}

/** A cell that is one quoted text is read as that text. */
export function readCell(cell: string | undefined): ReadCell | undefined {
  const text = cell?.trim() ?? ''
  if (text === '') return undefined
  if (/^"(?:[^"\\]|\\.)*"$/.test(text))
    try {
      return { text: JSON.parse(text) as string, plain: true }
    } catch {
      return { text, plain: false }
    }
  return { text, plain: false }
}
