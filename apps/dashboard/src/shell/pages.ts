/** The pages of the dashboard: their place, their name, and the key that follows `g`. */
import {
  IconActivity,
  IconAdjustments,
  IconBroadcast,
  IconChartHistogram,
  IconCopyPlus,
  IconDatabase,
  IconDatabaseImport,
  IconFileUpload,
  IconFlask,
  IconGauge,
  IconGavel,
  IconHeartHandshake,
  IconListCheck,
  IconListDetails,
  IconScale,
  IconShieldCheck,
  IconTableOptions,
  IconUserQuestion,
  IconUsers,
  IconVersions,
} from '@tabler/icons-react'

export interface Page {
  readonly to:
    | '/overview'
    | '/actions'
    | '/customers'
    | '/monitor'
    | '/models'
    | '/interventions'
    | '/data'
    | '/features'
    | '/decisions'
    | '/reviews'
    | '/policies'
    | '/experiments'
    | '/credit-models'
    | '/governance'
    | '/portfolios'
    | '/generate'
    | '/twin'
    | '/uploads'
    | '/jobs'
    | '/audit'
  readonly name: string
  readonly key: string
  readonly purpose: string
  readonly Icon: typeof IconActivity
}

export interface PageGroup {
  readonly name: string
  readonly pages: readonly Page[]
}

export const pageGroups: readonly PageGroup[] = [
  {
    name: 'Early Warning',
    pages: [
      {
        to: '/overview',
        name: 'Risk Overview',
        key: 'o',
        purpose: 'The health of the portfolio',
        Icon: IconGauge,
      },
      {
        to: '/actions',
        name: 'Action Center',
        key: 'w',
        purpose: 'Who needs help first, and what to do',
        Icon: IconListCheck,
      },
      {
        to: '/customers',
        name: 'Customers',
        key: 'd',
        purpose: 'Every customer with the latest score',
        Icon: IconUsers,
      },
      {
        to: '/monitor',
        name: 'Real-time Monitor',
        key: 'l',
        purpose: 'What happens now',
        Icon: IconBroadcast,
      },
      {
        to: '/models',
        name: 'Model Performance',
        key: 'm',
        purpose: 'How good the model is and whether it still holds',
        Icon: IconChartHistogram,
      },
      {
        to: '/interventions',
        name: 'Interventions',
        key: 'i',
        purpose: 'What was done and what it changed',
        Icon: IconHeartHandshake,
      },
      {
        to: '/data',
        name: 'Data Management',
        key: 'k',
        purpose: 'Data, scoring and training',
        Icon: IconDatabaseImport,
      },
      {
        to: '/features',
        name: 'Features',
        key: 'f',
        purpose: 'The catalogue of behavioural features',
        Icon: IconListDetails,
      },
    ],
  },
  {
    name: 'Credit decisions',
    pages: [
      {
        to: '/decisions',
        name: 'Decisions',
        key: 'c',
        purpose: 'Every application that was decided, and why',
        Icon: IconGavel,
      },
      {
        to: '/reviews',
        name: 'Review desk',
        key: 'r',
        purpose: 'What waits for a person',
        Icon: IconUserQuestion,
      },
      {
        to: '/policies',
        name: 'Policies',
        key: 'y',
        purpose: 'The rules that decide beside the model',
        Icon: IconTableOptions,
      },
      {
        to: '/experiments',
        name: 'Experiments',
        key: 'x',
        purpose: 'Champion and challenger, and what stops them',
        Icon: IconFlask,
      },
      {
        to: '/credit-models',
        name: 'Credit Models',
        key: 'v',
        purpose: 'Versions, gates, cards, and who decided when',
        Icon: IconVersions,
      },
      {
        to: '/governance',
        name: 'Governance',
        key: 'e',
        purpose: 'What regulators ask, and whether decisions still hold',
        Icon: IconScale,
      },
    ],
  },
  {
    name: 'Synthetic Studio',
    pages: [
      {
        to: '/portfolios',
        name: 'Portfolios',
        key: 'p',
        purpose: 'Everything that was generated or cloned',
        Icon: IconDatabase,
      },
      {
        to: '/generate',
        name: 'Generate',
        key: 'n',
        purpose: 'A new portfolio from scratch',
        Icon: IconAdjustments,
      },
      {
        to: '/twin',
        name: 'Twin',
        key: 't',
        purpose: 'Upload data and clone it',
        Icon: IconCopyPlus,
      },
      {
        to: '/uploads',
        name: 'Uploads',
        key: 'u',
        purpose: 'Original data and what was detected in it',
        Icon: IconFileUpload,
      },
    ],
  },
  {
    name: 'System',
    pages: [
      { to: '/jobs', name: 'Jobs', key: 'j', purpose: 'Work under way and done', Icon: IconActivity },
      {
        to: '/audit',
        name: 'Audit',
        key: 'a',
        purpose: 'The chain of everything that changed',
        Icon: IconShieldCheck,
      },
    ],
  },
]

export const pages: readonly Page[] = pageGroups.flatMap((group) => group.pages)
