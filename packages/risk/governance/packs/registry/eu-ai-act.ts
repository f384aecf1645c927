/** Systems that assess creditworthiness under the European regulation of artificial intelligence. */
import {
  dataWereExamined,
  documentationIsComplete,
  limitsAreStated,
  monitoringIsOngoing,
  outcomesWereAnalysed,
  scoresAreStable,
} from '../checks/model-risk.ts'
import { accessIsControlled, casesGoToPersons, reviewsAreDone } from '../checks/oversight.ts'
import { groupsWereCompared } from '../checks/protected.ts'
import { adverseDecisionsHaveReasons, reasonsAreReproducible } from '../checks/reasons.ts'
import { auditIsWhole, decisionsAreKept, lineageIsKnown } from '../checks/records.ts'
import { judgement, type RulePackEntry } from '../rule-pack.ts'

export const euAiAct: RulePackEntry = {
  id: 'eu-ai-act',
  title: 'Artificial Intelligence Act: high-risk systems for creditworthiness',
  regulator: 'Market surveillance authorities of the member states',
  jurisdiction: 'European Union',
  status: 'in_force',
  effectiveFrom: '2027-12-02',
  source:
    'Regulation (EU) 2024/1689 of 13 June 2024, Annex III point 5(b), as amended by the Digital Omnibus on AI (adopted by the Council on 29 June 2026)',
  note: 'In force since 1 August 2024; duties for high-risk systems of Annex III apply from 2 December 2027, before the amendment from 2 August 2026. Needs a person: number and date of the amending regulation in the Official Journal, its transitional rules, and whether the bank is provider, deployer or both.',
  checks: [
    judgement(
      {
        id: 'risk-management',
        title: 'A risk management system runs over the life of the system',
        citation: 'Art. 9',
      },
      'Gates, monitoring and memo are its material; the system itself is an organisation of the provider.',
    ),
    dataWereExamined({
      id: 'data-governance',
      title: 'Data were examined for relevance, gaps and errors',
      citation: 'Art. 10(2), (3)',
    }),
    groupsWereCompared({
      id: 'data-bias',
      title: 'Possible biases were examined',
      citation: 'Art. 10(2)(f), (g)',
    }),
    documentationIsComplete({
      id: 'technical-documentation',
      title: 'Technical documentation is there and complete',
      citation: 'Art. 11, Annex IV',
    }),
    auditIsWhole({
      id: 'record-keeping',
      title: 'Events are logged over the life of the system',
      citation: 'Art. 12',
    }),
    lineageIsKnown({
      id: 'traceability',
      title: 'Functioning can be traced to model and data',
      citation: 'Art. 12(2)',
    }),
    limitsAreStated({
      id: 'transparency',
      title: 'Deployers are told purpose, accuracy and limits',
      citation: 'Art. 13(3)',
    }),
    casesGoToPersons({
      id: 'human-oversight',
      title: 'Persons can oversee, override and stop it',
      citation: 'Art. 14(4)',
    }),
    judgement(
      {
        id: 'oversight-competence',
        title: 'Those who oversee it are competent and not swayed by automation',
        citation: 'Art. 14(4)(b), 26(2)',
      },
      'Training and authority of reviewers are of the bank.',
    ),
    outcomesWereAnalysed({
      id: 'accuracy',
      title: 'Accuracy was measured and is declared',
      citation: 'Art. 15(1), (3)',
    }),
    scoresAreStable({ id: 'robustness', title: 'Scores are robust', citation: 'Art. 15(4)' }),
    accessIsControlled({
      id: 'cybersecurity',
      title: 'Nobody alters use or outputs unseen',
      citation: 'Art. 15(5)',
    }),
    monitoringIsOngoing({
      id: 'deployer-monitoring',
      title: 'The deployer monitors operation',
      citation: 'Art. 26(5)',
    }),
    decisionsAreKept(
      {
        id: 'deployer-logs',
        title: 'Logs are kept for at least six months',
        citation: 'Art. 26(6)',
      },
      6,
    ),
    reviewsAreDone({
      id: 'deployer-oversight',
      title: 'Oversight is exercised',
      citation: 'Art. 26(2)',
    }),
    judgement(
      {
        id: 'deployer-notice',
        title: 'Persons are told that a high-risk system takes part',
        citation: 'Art. 26(11)',
      },
      'The notice stands where applications are taken, outside this system.',
    ),
    judgement(
      {
        id: 'fundamental-rights',
        title: 'The impact on fundamental rights was assessed before first use',
        citation: 'Art. 27',
      },
      'The assessment is a document of the deployer.',
    ),
    adverseDecisionsHaveReasons({
      id: 'explanation',
      title: 'Persons can have the main elements of a decision explained',
      citation: 'Art. 86',
    }),
    reasonsAreReproducible({
      id: 'explanation-true',
      title: 'The explanation is of the role the system played',
      citation: 'Art. 86(1)',
    }),
    judgement(
      {
        id: 'conformity',
        title: 'Conformity is assessed, declared and registered',
        citation: 'Art. 43, 47, 49',
      },
      'Declaration and registration are acts of the provider.',
    ),
  ],
}
