/** The letter that tells an applicant what was decided: approval, refusal with its reasons, or that a person will decide. */
import type { CreditDecision } from '@pratibimba/contract'
import { type Html, html } from './html.ts'
import { filledNotices, type Jurisdiction, type Lender, noticePacks } from './notices.ts'

export interface LetterFacts {
  readonly decision: Pick<
    CreditDecision,
    'decision_id' | 'decision' | 'reasons' | 'counterfactual' | 'limit' | 'annual_rate' | 'sources'
  >
  /** What was decided in the end, where a person did: its reason stands before those of the decision. */
  readonly review?: { readonly outcome: 'APPROVED' | 'REJECTED'; readonly reason: string }
  readonly applicant: { readonly name: string; readonly address?: string; readonly customerId: string }
  readonly loanAmount: number
  /** Such as `EUR`. */
  readonly currency: string
  readonly lender: Lender
  readonly jurisdiction: Jurisdiction
  /** YYYY-MM-DD. */
  readonly applicationDate: string
  readonly date: string
}

export type LetterKind = 'approval' | 'adverse' | 'pending'

/** Reasons of a letter, at most. */
const MOST_REASONS = 4

/** Which letter a decision asks for. */
export function letterKind({ decision, review }: Pick<LetterFacts, 'decision' | 'review'>): LetterKind {
  const outcome = review?.outcome ?? decision.decision
  return outcome === 'APPROVED' ? 'approval' : outcome === 'REJECTED' ? 'adverse' : 'pending'
}

/**
 * The letter as a page to print: no script, nothing loaded, every text escaped.
 *
 * @throws RangeError when a refusal has no reason, or the lender lacks a detail that the jurisdiction asks for
 * @see docs/methods/adverse-action-reasons.md
 */
export function letterHtml(facts: LetterFacts): string {
  const kind = letterKind(facts)
  const pack = noticePacks[facts.jurisdiction]
  const { lender, applicant, decision } = facts
  const bureauUsed = decision.sources.some(
    ({ kind: source, state }) => source === 'bureau' && (state === 'answered' || state === 'given'),
  )
  const notices = kind === 'approval' ? [] : filledNotices(pack, kind, lender, bureauUsed)
  const body = { approval, adverse, pending }[kind](facts)
  const page = html`<!doctype html>
<html lang="${pack.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${titles[kind]}</title>
<style>${style}</style>
</head>
<body>
<header><strong>${lender.name}</strong><br>${lines(lender.address)}</header>
<address>${applicant.name}${applicant.address === undefined ? null : html`<br>${lines(applicant.address)}`}</address>
<p class="date"><time datetime="${facts.date}">${facts.date}</time></p>
<h1>${titles[kind]}</h1>
<p>Your application of <time datetime="${facts.applicationDate}">${facts.applicationDate}</time> for ${money(facts.loanAmount, facts)}. Customer ${applicant.customerId}, reference ${decision.decision_id}.</p>
${body}
${notices.map(
  (notice) => html`<section class="notice"><h2>${notice.title}</h2>
${notice.paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p class="citation">${notice.citation}</p></section>
`,
)}<p>${lender.name}<br>${lender.contact}</p>
</body>
</html>
`
  return page.html
}

const titles: Readonly<Record<LetterKind, string>> = {
  approval: 'Your application has been approved',
  adverse: 'Notice of action taken on your application',
  pending: 'Your application is being reviewed',
}

function approval({ decision, loanAmount, ...facts }: LetterFacts): Html {
  const { limit, annual_rate: rate } = decision
  return html`<p>We are pleased to tell you that your application has been approved.</p>
${
  limit === null && rate === null
    ? null
    : html`<dl>${limit === null ? null : html`<dt>Most that we can lend</dt><dd>${money(limit, facts)}</dd>`}${
        rate === null ? null : html`<dt>Annual rate</dt><dd>${percent(rate)}</dd>`
      }</dl>
`
}<p>The loan contract will come to you separately; nothing is binding before it is signed.</p>`
}

function adverse({ decision, review }: LetterFacts): Html {
  const told = [...(review === undefined ? [] : [review.reason]), ...decision.reasons.map(({ text }) => text)]
  const reasons = [...new Set(told)].slice(0, MOST_REASONS)
  if (reasons.length === 0) throw new RangeError('letter: need at least 1 reason for a refusal, got 0')
  return html`<p>We have considered your application and regret that we cannot approve it. The principal reasons are:</p>
<ol>${reasons.map((text) => html`<li>${text}</li>\n`)}</ol>
${changes(decision.counterfactual)}<p>You may ask us for a copy of the information that this decision rests on.</p>`
}

function pending({ decision }: LetterFacts): Html {
  return html`<p>A member of our staff will decide on your application. You need to do nothing at present; we will write to you again.</p>
${
  decision.reasons.length === 0
    ? null
    : html`<p>What is being looked at:</p>
<ol>${decision.reasons.slice(0, MOST_REASONS).map(({ text }) => html`<li>${text}</li>\n`)}</ol>
`
}`
}

function changes(counterfactual: CreditDecision['counterfactual']): Html | null {
  if (counterfactual === null) return null
  return html`<p>On the day of the decision, an application that was the same but for this would have been approved. It is no promise about later applications.</p>
<ul>${counterfactual.changes.map(({ text }) => html`<li>${text}</li>\n`)}</ul>
`
}

function lines(text: string): readonly Html[] {
  return text.split('\n').map((line, k) => (k === 0 ? html`${line}` : html`<br>${line}`))
}

/** `12,500.00 EUR`: the same on every machine. */
function money(amount: number, { currency }: Pick<LetterFacts, 'currency'>): string {
  const [whole, part] = amount.toFixed(2).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${part} ${currency}`
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`
}

const style: Html = {
  html: `@page{margin:25mm}body{font:12pt/1.45 Inter,Helvetica,Arial,sans-serif;color:#111;max-width:42rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.25rem}h2{font-size:1rem}header{margin-bottom:2rem}address{font-style:normal;margin-bottom:1.5rem}dt{font-weight:500}dd{margin:0 0 .5rem}.notice{border-top:1px solid #ccc;margin-top:1.5rem;font-size:.85em;break-inside:avoid}.citation{color:#555}@media print{body{margin:0;max-width:none}}`,
}
