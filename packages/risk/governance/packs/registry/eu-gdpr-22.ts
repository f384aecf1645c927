/** Automated decisions about persons in the European Union. */
import { casesGoToPersons, reviewsAreDone } from '../checks/oversight.ts'
import { modelReadsNothingProtected } from '../checks/protected.ts'
import { adverseDecisionsHaveReasons, reasonsAreReproducible, reasonsAreSpecific } from '../checks/reasons.ts'
import { contentIsSealed } from '../checks/records.ts'
import { evidence, judgement, type RulePackEntry } from '../rule-pack.ts'

export const euGdpr22: RulePackEntry = {
  id: 'eu-gdpr-22',
  title: 'General Data Protection Regulation, articles 13 to 15 and 22',
  regulator: 'Data protection authorities of the member states',
  jurisdiction: 'European Union',
  status: 'in_force',
  effectiveFrom: '2018-05-25',
  source:
    'Regulation (EU) 2016/679 of 27 April 2016; Court of Justice, C-634/21 (SCHUFA Holding, Scoring) of 7 December 2023',
  note: 'A score that a decision draws strongly on is itself an automated decision (C-634/21). Needs a person: Court of Justice, C-203/22 (Dun & Bradstreet Austria) of 27 February 2025 on what has to be explained, and amendments under way of the wider digital omnibus.',
  checks: [
    judgement(
      {
        id: 'legal-basis',
        title: 'The automated decision rests on contract, law or consent',
        citation: 'Art. 22(2)',
      },
      'On which of the three grounds applications are decided is for the controller.',
    ),
    casesGoToPersons({
      id: 'human-intervention',
      title: 'A person can step in',
      citation: 'Art. 22(3)',
    }),
    reviewsAreDone({
      id: 'human-intervention-used',
      title: 'Persons do decide what is sent to them',
      citation: 'Art. 22(3)',
    }),
    judgement(
      {
        id: 'contest',
        title: 'Applicants can state their view and contest the decision',
        citation: 'Art. 22(3)',
      },
      'Whether objections are taken and answered is of the bank’s process.',
      ({ decisions }) =>
        decisions === undefined ? [] : [evidence('Decided by a person', decisions.reviewed, '/app/reviews')],
    ),
    modelReadsNothingProtected({
      id: 'special-categories',
      title: 'The decision draws on no special category of data',
      citation: 'Art. 22(4), 9(1)',
    }),
    adverseDecisionsHaveReasons({
      id: 'logic-told',
      title: 'Meaningful information on the logic goes with each adverse decision',
      citation: 'Art. 13(2)(f), 14(2)(g), 15(1)(h)',
    }),
    reasonsAreSpecific({
      id: 'logic-plain',
      title: 'The information names factors in plain words',
      citation: 'Art. 12(1), 15(1)(h)',
    }),
    reasonsAreReproducible({
      id: 'logic-true',
      title: 'The information is that by which was decided',
      citation: 'Art. 5(1)(a), 15(1)(h)',
    }),
    judgement(
      {
        id: 'notice-before',
        title: 'Applicants are told beforehand that a machine decides',
        citation: 'Art. 13(2)(f), 14(2)(g)',
      },
      'The notice stands where applications are taken, outside this system.',
    ),
    contentIsSealed({
      id: 'erasure',
      title: 'What is recorded of a person can be erased',
      citation: 'Art. 17, 32',
    }),
    judgement(
      {
        id: 'retention-against-erasure',
        title: 'Erasure and duties of retention are weighed',
        citation: 'Art. 17(3)(b)',
      },
      'Whether a request to erase gives way to a duty to keep is for a person.',
      ({ decisions }) =>
        decisions === undefined
          ? []
          : [evidence('Decisions no longer readable', decisions.unreadable, '/app/decisions')],
    ),
    judgement(
      {
        id: 'impact-assessment',
        title: 'The impact on persons was assessed',
        citation: 'Art. 35(3)(a)',
      },
      'The assessment is a document of the controller.',
    ),
  ],
}
