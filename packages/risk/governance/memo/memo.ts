/** A validation memo as plain data: sections of paragraphs and tables, findings, and what a person still has to say. */
import type { ModelFinding } from '../card/index.ts'

export interface MemoTable {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface MemoSection {
  readonly id: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly tables: readonly MemoTable[]
}

export interface ValidationMemo {
  readonly title: string
  /** Name and value, in order. */
  readonly head: readonly (readonly [name: string, value: string])[]
  readonly sections: readonly MemoSection[]
  /** Worst first. */
  readonly findings: readonly ModelFinding[]
  readonly recommendation: string
  /** Questions that no figure answers. */
  readonly open: readonly string[]
}
