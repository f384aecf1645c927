/** The validation memo: what figures say of a model, and what a person still has to. */
export type { MemoSection, MemoTable, ValidationMemo } from './memo.ts'
export { memoHtml } from './memo-html.ts'
export { memoMarkdown } from './memo-markdown.ts'
export { type MemoContent, validationMemo } from './validation-memo.ts'
