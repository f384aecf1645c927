/** What surrounds every page: navigation, search, scheme, the state of the connection. */
import { ActionIcon, Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys, useLocalStorage } from '@mantine/hooks'
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMenu2,
  IconSearch,
} from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, useState } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import { PhoneNavigation, Search, ShortcutHelp } from './later-parts.ts'
import { Mark } from './mark.tsx'
import { Navigation } from './navigation.tsx'
import { SchemeMenu } from './scheme-menu.tsx'
import classes from './shell.module.css'
import { useShortcuts } from './shortcuts.ts'

export function Shell() {
  const [narrow, setNarrow] = useLocalStorage({
    key: 'pratibimba-navigation-narrow',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [menuOpen, menu] = useDisclosure(false)
  const [helpOpen, help] = useDisclosure(false)
  const menuSeen = useEver(menuOpen)
  const helpSeen = useEver(helpOpen)
  const [asked, setAsked] = useState(0)
  const openSearch = () => setAsked((times) => times + 1)
  useHotkeys([['mod+K', openSearch]], [])
  useShortcuts(help.open)
  const main = useFocusOnNavigation(menu.close)
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <header className={classes.phoneBar}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Open navigation" onClick={menu.open}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <Brand />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Search" onClick={openSearch}>
          <IconSearch size={20} />
        </ActionIcon>
      </header>
      <aside className={classes.side} aria-label="Navigation">
        <Brand narrow={narrow} />
        <Tooltip label="Search" position="right" disabled={!narrow}>
          <UnstyledButton
            className={classes.search}
            onClick={openSearch}
            aria-label={narrow ? 'Search' : undefined}
          >
            <IconSearch size={16} aria-hidden />
            {!narrow && (
              <>
                <span>Search</span>
                <Kbd size="xs">{/Mac/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}</Kbd>
              </>
            )}
          </UnstyledButton>
        </Tooltip>
        <Navigation narrow={narrow} />
        <div className={classes.foot}>
          <SchemeMenu />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={narrow ? 'Widen navigation' : 'Narrow navigation'}
            aria-expanded={!narrow}
            onClick={() => setNarrow(!narrow)}
          >
            {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
          </ActionIcon>
        </div>
      </aside>
      <div className={classes.content}>
        <ConnectionBanner />
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {asked > 0 && <Search asked={asked} />}
        {helpSeen && <ShortcutHelp opened={helpOpen} onClose={help.close} />}
        {menuSeen && <PhoneNavigation opened={menuOpen} onClose={menu.close} title={<Brand />} />}
      </Suspense>
    </div>
  )
}

function Brand({ narrow = false }: { narrow?: boolean }) {
  return (
    <Link to="/portfolios" className={classes.brand} aria-label="Pratibimba, portfolios">
      <Mark />
      {!narrow && <span>Pratibimba</span>}
    </Link>
  )
}

/** Whether something was ever so: what was once opened stays mounted, so that it can close in its own time. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now)
  if (now && !ever) setEver(true)
  return ever
}

/** Puts the focus at the top of a page that was navigated to, so that readers and keys start there. */
function useFocusOnNavigation(onNavigate: () => void) {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const before = useRef(path)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new path is a navigation
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    onNavigate()
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
