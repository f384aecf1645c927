/** Letters to applicants, as pages to print. */
export { type LetterFacts, type LetterKind, letterHtml, letterKind } from './letter.ts'
export {
  type Jurisdiction,
  jurisdictions,
  type Lender,
  type Notice,
  type NoticePack,
  noticePacks,
} from './notices.ts'
