/** The pages of the dashboard: their place, their name, and the key that follows `g`. */
import {
  IconActivity,
  IconAdjustments,
  IconCopyPlus,
  IconDatabase,
  IconFileUpload,
  IconShieldCheck,
} from '@tabler/icons-react'

export interface Page {
  readonly to: '/portfolios' | '/generate' | '/twin' | '/uploads' | '/jobs' | '/audit'
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
