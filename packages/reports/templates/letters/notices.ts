/** What laws want a letter to say, by jurisdiction, as data. */

export interface Notice {
  readonly id: string
  readonly title: string
  /** Paragraphs; names in braces are filled from the lender's details. */
  readonly paragraphs: readonly string[]
  readonly citation: string
  /** Only where the answer of a credit bureau was used. */
  readonly withBureau?: true
}

/** What a lender fills the notices with. */
export interface Lender {
  readonly name: string
  readonly address: string
  /** How to reach a person who may decide again. */
  readonly contact: string
  /** US: the agency that watches over the lender, with its address. */
  readonly agency?: string
  /** Name, address and telephone of the credit bureau. */
  readonly bureau?: string
  /** EU: data protection officer or whoever answers for personal data. */
  readonly dataProtection?: string
  /** India: grievance redressal officer. */
  readonly grievanceOfficer?: string
}

export const jurisdictions = ['us', 'eu', 'india'] as const
export type Jurisdiction = (typeof jurisdictions)[number]

export interface NoticePack {
  readonly jurisdiction: Jurisdiction
  readonly title: string
  readonly language: string
  /** Of letters that do not approve. */
  readonly adverse: readonly Notice[]
  /** Of letters that wait for a person. */
  readonly pending: readonly Notice[]
}

const humanReview: Notice = {
  id: 'gdpr-22',
  title: 'Your right to a decision by a person',
  paragraphs: [
    'This outcome was prepared by automated means. You may ask for a person to decide, tell us your point of view, and contest the decision. Write to {contact}.',
    'The reasons named in this letter are the main parts of your application that the outcome rests on. You may ask for a copy of the personal data that were used and for an explanation of how they were used. Questions about personal data: {dataProtection}. You may also complain to the data protection authority of the country you live in.',
  ],
  citation: 'Regulation (EU) 2016/679, Articles 15(1)(h) and 22(3)',
}

export const noticePacks: Readonly<Record<Jurisdiction, NoticePack>> = {
  us: {
    jurisdiction: 'us',
    title: 'United States',
    language: 'en-US',
    adverse: [
      {
        id: 'ecoa',
        title: 'Equal Credit Opportunity Act notice',
        paragraphs: [
          "The Federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant's income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The Federal agency that administers compliance with this law concerning this creditor is {agency}.",
        ],
        citation: '12 CFR 1002.9(b)(1)',
      },
      {
        id: 'fcra-615',
        title: 'Information from a credit bureau',
        paragraphs: [
          'Our decision was based in whole or in part on information in a report from {bureau}. The reporting agency played no part in our decision and is unable to supply specific reasons why we have denied credit to you.',
          'You have a right under the Fair Credit Reporting Act to know the information contained in your credit file at the consumer reporting agency. You also have a right to a free copy of your report from the reporting agency, if you request it no later than 60 days after you receive this notice. If you find that any information in the report is inaccurate or incomplete, you have the right to dispute the matter with the reporting agency.',
        ],
        citation: '15 U.S.C. 1681m(a)',
        withBureau: true,
      },
    ],
    pending: [],
  },
  eu: {
    jurisdiction: 'eu',
    title: 'European Union',
    language: 'en',
    adverse: [
      humanReview,
      {
        id: 'ccd-database',
        title: 'Consultation of a database',
        paragraphs: [
          'The outcome rests in whole or in part on a consultation of the database of {bureau}. You may ask there, free of charge, what is held about you, and have wrong entries corrected.',
        ],
        citation: 'Directive (EU) 2023/2225, Article 19',
        withBureau: true,
      },
    ],
    pending: [humanReview],
  },
  india: {
    jurisdiction: 'india',
    title: 'India',
    language: 'en-IN',
    adverse: [
      {
        id: 'fair-practices',
        title: 'Your right to the reasons and to complain',
        paragraphs: [
          'The main reasons for which the application could not be approved are named in this letter. If you do not agree, write to our Grievance Redressal Officer: {grievanceOfficer}.',
          'If the complaint is not answered to your satisfaction within 30 days, you may approach the Ombudsman under the Reserve Bank - Integrated Ombudsman Scheme at cms.rbi.org.in.',
        ],
        citation: 'RBI, Fair Practices Code for lenders; Reserve Bank - Integrated Ombudsman Scheme, 2021',
      },
      {
        id: 'credit-information',
        title: 'Credit information',
        paragraphs: [
          'The outcome rests in whole or in part on credit information from {bureau}. You may obtain a copy of your credit information report and have wrong entries corrected.',
        ],
        citation: 'Credit Information Companies (Regulation) Act, 2005, section 21',
        withBureau: true,
      },
    ],
    pending: [],
  },
}

/** Detail of the lender by the name it has in a notice. */
const details = ['contact', 'agency', 'bureau', 'dataProtection', 'grievanceOfficer'] as const

/** The notices of a letter that apply, and the details that they need. @throws RangeError naming a detail that is missing */
export function filledNotices(
  pack: NoticePack,
  kind: 'adverse' | 'pending',
  lender: Lender,
  bureauUsed: boolean,
): readonly Notice[] {
  return pack[kind]
    .filter(({ withBureau }) => withBureau !== true || bureauUsed)
    .map((notice) => ({
      ...notice,
      paragraphs: notice.paragraphs.map((paragraph) =>
        paragraph.replace(/\{(\w+)\}/g, (_, name: string) => {
          const detail = details.find((each) => each === name)
          const value = detail && lender[detail]
          if (value === undefined || value.trim() === '')
            throw new RangeError(
              `letter: need ${name} of the lender for notice ${notice.id} (${notice.citation}), got none`,
            )
          return value
        }),
      ),
    }))
}
