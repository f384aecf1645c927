/** Digital lending under the Reserve Bank of India. */
import { accessIsControlled, policyHasFourEyes } from '../checks/oversight.ts'
import { modelReadsNothingProtected } from '../checks/protected.ts'
import { adverseDecisionsHaveReasons } from '../checks/reasons.ts'
import { auditIsWhole, contentIsSealed } from '../checks/records.ts'
import { evidence, judgement, type RulePackEntry } from '../rule-pack.ts'

export const inRbiDigitalLending: RulePackEntry = {
  id: 'in-rbi-digital-lending',
  title: 'Digital lending directions',
  regulator: 'Reserve Bank of India',
  jurisdiction: 'India',
  status: 'in_force',
  effectiveFrom: '2025-11-28',
  source:
    'Reserve Bank of India (Digital Lending) Directions, 2025, of 8 May 2025, consolidated by type of entity on 28 November 2025; for commercial banks: Reserve Bank of India (Commercial Banks – Credit Facilities) Directions, 2025 (RBI/DOR/2025-26/154)',
  note: 'Consolidated as they stood. Which directions apply follows from the type of the entity. Needs a person: paragraph numbers of the consolidated text (checks name themes), the directions of the bank’s own type, and amendments since.',
  checks: [
    judgement(
      {
        id: 'economic-profile',
        title: 'The economic profile of the borrower is obtained before lending',
        citation: 'Assessing the borrower’s creditworthiness',
      },
      'Which items make up the profile (age, occupation, income and so on) is the lender’s to say; below is what decisions read.',
      ({ reports }) =>
        reports?.train === undefined
          ? []
          : [
              evidence(
                'Features of the model',
                reports.train.features.map(({ id }) => id).join(', '),
                '/app/credit-models',
              ),
            ],
    ),
    auditIsWhole({
      id: 'profile-auditable',
      title: 'What was decided on is on record for audit',
      citation: 'Assessing the borrower’s creditworthiness',
    }),
    judgement(
      {
        id: 'no-automatic-increase',
        title: 'Credit limits are not raised without a request',
        citation: 'Assessing the borrower’s creditworthiness',
      },
      'Decisions here answer applications; limits of running loans are raised elsewhere.',
    ),
    adverseDecisionsHaveReasons({
      id: 'reasons',
      title: 'Rejections are told with reasons',
      citation: 'Fair practices code',
    }),
    modelReadsNothingProtected({
      id: 'no-discrimination',
      title: 'Nothing protected enters a decision',
      citation: 'Fair practices code',
    }),
    policyHasFourEyes({
      id: 'credit-policy',
      title: 'The credit policy was tested and approved',
      citation: 'Fair practices code',
    }),
    judgement(
      {
        id: 'key-facts',
        title: 'The borrower receives a key facts statement with the annual rate',
        citation: 'Disclosures to borrowers',
      },
      'The statement is made at the offer, outside this system.',
    ),
    judgement(
      {
        id: 'cooling-off',
        title: 'A cooling-off period is granted',
        citation: 'Cooling-off period',
      },
      'The period is set by the board and granted after the decision.',
    ),
    judgement(
      {
        id: 'grievances',
        title: 'A grievance officer answers complaints',
        citation: 'Grievance redressal',
      },
      'The officer is named by the lender.',
    ),
    judgement(
      {
        id: 'consent',
        title: 'Data are collected as needed and with consent',
        citation: 'Collection, usage and sharing of data',
      },
      'Consent is taken where applications are taken.',
    ),
    contentIsSealed({
      id: 'data-protected',
      title: 'Personal data are sealed and can be deleted',
      citation: 'Collection, usage and sharing of data; storage of data',
    }),
    judgement(
      {
        id: 'data-in-india',
        title: 'Data are kept on servers in India',
        citation: 'Storage of data',
      },
      'Where the servers stand is known to those who run them.',
    ),
    accessIsControlled({
      id: 'access',
      title: 'Access is controlled and on record',
      citation: 'Technology standards',
    }),
  ],
}
