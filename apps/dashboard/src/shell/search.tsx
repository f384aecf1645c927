/** ⌘K: pages, actions, and portfolios by id or name. */
import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { formatCount } from '@pratibimba/reports/charts'
import { IconDatabase, IconMoon, IconSearch, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { portfoliosQuery } from '../api/queries.ts'
import { wordOf } from '../parts/status-badge.tsx'
import { pages } from './pages.ts'

const [store, spotlight] = createSpotlight()

/** @param asked how often someone has asked for it; each time opens it */
export function Search({ asked }: { asked: number }) {
  const [words, setWords] = useState('')
  useEffect(() => {
    if (asked > 0) spotlight.open()
  }, [asked])
  return (
    <Spotlight.Root
      store={store}
      attributes={{ content: { 'aria-label': 'Search' } }}
      query={words}
      onQueryChange={setWords}
      shortcut={null}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="Go to a page, find a portfolio, start something"
        aria-label="Search"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Found words={words} />
    </Spotlight.Root>
  )
}

/** Mounted while the search is open, so that a closed one asks the server nothing. */
function Found({ words }: { words: string }) {
  const navigate = useNavigate()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const [asked] = useDebouncedValue(words.trim(), 150)
  const { data } = useQuery(portfoliosQuery({ search: asked || undefined, limit: 8 }))
  const wanted = words.trim().toLowerCase()
  const fits = (...texts: string[]) => texts.join(' ').toLowerCase().includes(wanted)

  const actions = [
    {
      id: 'verify-chain',
      label: 'Verify the audit chain',
      description: 'Recompute every hash from the first entry on',
      leftSection: <IconShieldCheck size={18} aria-hidden />,
      onClick: () => navigate({ to: '/audit', search: { verify: true } }),
    },
    {
      id: 'change-scheme',
      label: colorScheme === 'dark' ? 'Switch to light' : 'Switch to dark',
      description: 'Colours of the dashboard',
      leftSection: <IconMoon size={18} aria-hidden />,
      onClick: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
    },
  ].filter(({ label, description }) => fits(label, description))
  const places = pages
    .filter(({ name, purpose }) => fits(name, purpose))
    .map(({ to, name, purpose, Icon }) => ({
      id: to,
      label: name,
      description: purpose,
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => navigate({ to }),
    }))
  const portfolios = (data?.portfolios ?? [])
    // What was found for the words before stays only where it fits the present ones.
    .filter(({ id, name }) => fits(id, name ?? ''))
    .map((one) => ({
      id: one.id,
      label: one.name || one.id,
      description: `${one.id} · ${wordOf(one.status)} · ${formatCount(one.num_borrowers)} rows`,
      leftSection: <IconDatabase size={18} aria-hidden />,
      onClick: () => navigate({ to: '/portfolios/$portfolioId', params: { portfolioId: one.id } }),
    }))
  const groups = [
    { group: 'Pages', actions: places },
    { group: 'Actions', actions },
    { group: 'Portfolios', actions: portfolios },
  ].filter((group) => group.actions.length > 0)
  useEffect(() => {
    if (wanted !== '') selectFirstUnlessSelected()
  })

  return (
    <Spotlight.ActionsList>
      {groups.length === 0 ? (
        <Spotlight.Empty>Nothing is called “{words}”. Portfolios are found by id or name.</Spotlight.Empty>
      ) : (
        groups.map((entry) => (
          <Spotlight.ActionsGroup key={entry.group} label={entry.group}>
            {entry.actions.map((action) => (
              <Spotlight.Action key={action.id} {...action} />
            ))}
          </Spotlight.ActionsGroup>
        ))
      )}
    </Spotlight.ActionsList>
  )
}

/** Enter opens the first entry also where the list changed after the last key. */
function selectFirstUnlessSelected() {
  const list = document.getElementById(store.getState().listId)
  const first = list?.querySelector('[data-action]')
  if (!first || list!.querySelector('[data-selected]')) return
  first.setAttribute('data-selected', 'true')
  store.setState({ ...store.getState(), selected: 0 })
}
