/** Equal credit opportunity in the United States. */

import { reviewsAreDone } from '../checks/oversight.ts'
import {
  groupsFareAlike,
  groupsWereCompared,
  modelReadsNothingProtected,
  policyReadsNothingProtected,
} from '../checks/protected.ts'
import {
  adverseDecisionsHaveReasons,
  reasonsAreReproducible,
  reasonsAreSpecific,
  reasonsNameNothingProtected,
  rulesNameReasons,
} from '../checks/reasons.ts'
import { decisionsAreKept } from '../checks/records.ts'
import { evidence, judgement, type RulePackEntry } from '../rule-pack.ts'

export const usRegB: RulePackEntry = {
  id: 'us-reg-b',
  title: 'Equal Credit Opportunity Act and Regulation B',
  regulator: 'Consumer Financial Protection Bureau',
  jurisdiction: 'United States',
  status: 'in_force',
  effectiveFrom: '2026-07-21',
  source:
    'Regulation B, 12 CFR part 1002, with its official interpretations, as amended by the final rule of 22 April 2026 (document 2026-07804); 15 U.S.C. 1691 and following',
  note: 'The date is that of the latest amendment; duties of notice and retention are older. The amendment ends liability for effects alone under this act and leaves proxies chosen with intent; state law and the Fair Housing Act may say otherwise. The checks on groups are a gate of ours, not a test of this law. Needs a person: the text of the amended part against the Federal Register, and whether circulars 2022-03 and 2023-03 on reasons of complex algorithms still stand.',
  checks: [
    adverseDecisionsHaveReasons({
      id: 'reasons-given',
      title: 'Every adverse decision states its principal reasons',
      citation: '12 CFR 1002.9(a)(2), (b)(2); comment 9(b)(2)-1',
    }),
    reasonsAreSpecific({
      id: 'reasons-specific',
      title: 'Reasons are specific, not a standard or a score',
      citation: '12 CFR 1002.9(b)(2)',
    }),
    rulesNameReasons({
      id: 'rules-name-reasons',
      title: 'Rules that reject name the factor they reject for',
      citation: '12 CFR 1002.9(b)(2)',
    }),
    reasonsAreReproducible({
      id: 'reasons-accurate',
      title: 'Reasons are of the factors that were actually scored',
      citation: '12 CFR 1002.9(b)(2); comment 9(b)(2)-4',
    }),
    reviewsAreDone({
      id: 'decided-in-time',
      title: 'Applications are acted on within 30 days',
      citation: '12 CFR 1002.9(a)(1)',
    }),
    judgement(
      {
        id: 'notice-sent',
        title: 'Notices reach the applicant within 30 days',
        citation: '12 CFR 1002.9(a)(1)',
      },
      'Letters are written here and sent by the bank: whether and when they reached applicants is known there.',
      ({ decisions }) =>
        decisions === undefined
          ? []
          : [evidence(`Adverse decisions in ${decisions.days} days`, decisions.adverse, '/app/decisions')],
    ),
    modelReadsNothingProtected({
      id: 'model-prohibited-basis',
      title: 'The model reads no prohibited basis, and age never against the applicant',
      citation: '12 CFR 1002.4(a), 1002.2(z), 1002.6(b)(2)',
    }),
    policyReadsNothingProtected({
      id: 'rules-prohibited-basis',
      title: 'Rules read no prohibited basis',
      citation: '12 CFR 1002.4(a), 1002.2(z)',
    }),
    judgement(
      {
        id: 'rules-age',
        title: 'Rules that read age are lawful',
        citation: '12 CFR 1002.6(b)(2)',
      },
      'Age may count only as the law allows: capacity to contract, or an element of creditworthiness. Somebody has to judge each rule that reads it.',
      ({ policy }) => {
        const reads = policy?.reads.filter((path) => path.split('.').at(-1)!.startsWith('age')) ?? []
        return policy === undefined
          ? []
          : [evidence('Names with age that rules read', reads.join(', ') || 'none', '/app/policies')]
      },
    ),
    reasonsNameNothingProtected({
      id: 'reasons-prohibited-basis',
      title: 'No reason is a prohibited basis',
      citation: '12 CFR 1002.4(a)',
    }),
    groupsWereCompared({
      id: 'groups-compared',
      title: 'Approvals were compared between groups before the model decided',
      citation: '12 CFR 1002.4(a); a gate of ours',
    }),
    groupsFareAlike({
      id: 'groups-four-fifths',
      title: 'No group is approved less than four fifths as often as another',
      citation: 'A gate of ours',
    }),
    judgement(
      {
        id: 'proxies',
        title: 'No factor stands in for a prohibited basis by intent',
        citation: '12 CFR 1002.4(a), comment 6(a)-2 as amended',
      },
      'Whether a factor is a proxy chosen with intent is a question of law about people and documents.',
      ({ reports }) =>
        reports?.explain === undefined
          ? []
          : [
              evidence(
                'Features that move scores most',
                reports.explain.importance
                  .slice(0, 5)
                  .map(({ feature }) => feature)
                  .join(', '),
                '/app/credit-models',
              ),
            ],
    ),
    decisionsAreKept(
      {
        id: 'retention',
        title: 'Applications and what decided them are kept for 25 months',
        citation: '12 CFR 1002.12(b)(1)',
      },
      25,
    ),
    judgement(
      {
        id: 'bureau-notice',
        title: 'Use of a consumer report is disclosed with the score and the bureau',
        citation: '15 U.S.C. 1681m(a)',
      },
      'Name and address of the bureau and the score used belong into the notice: they are of the bank’s contract, and its letters have to be read.',
    ),
  ],
}
