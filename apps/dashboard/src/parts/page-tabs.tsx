/** The parts of a page, one shown at a time; which one stands in the URL. Arrow keys move between them, as ARIA has it. */
import { Tabs } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { Loading } from './loading.tsx'

export interface PageTab<Name extends string> {
  readonly value: Name
  readonly name: string
  readonly content: () => ReactNode
}

interface PageTabsProps<Name extends string> {
  readonly tabs: readonly PageTab<Name>[]
  /** The first is shown where there is none of this name. */
  readonly shown: Name
  /** Undefined: the first, which the URL does not name. */
  readonly onShow: (tab: Name | undefined) => void
  readonly loadingRows?: number
}

export function PageTabs<Name extends string>({ tabs, shown, onShow, loadingRows }: PageTabsProps<Name>) {
  const present = tabs.find(({ value }) => value === shown) ?? tabs[0]!
  const show = (value: string | null) => {
    if (value !== present.value) onShow(value === tabs[0]!.value ? undefined : (value as Name))
  }
  return (
    // What the keyboard reaches is shown: by arrows, Home and End alike.
    <Tabs value={present.value} keepMounted={false} activateTabWithKeyboard={false} onChange={show}>
      <Tabs.List mb={16} className="one-line-tabs">
        {tabs.map(({ value, name }) => (
          <Tabs.Tab key={value} value={value} onFocus={() => show(value)}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, content }) => (
        <Tabs.Panel key={value} value={value}>
          <Suspense fallback={<Loading rows={loadingRows} />}>
            {value === present.value && content()}
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
