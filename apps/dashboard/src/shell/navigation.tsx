/** The pages, in their groups. */
import { Tooltip } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import classes from './navigation.module.css'
import { type Page, pageGroups } from './pages.ts'

interface NavigationProps {
  readonly narrow?: boolean
  readonly onChoose?: () => void
}

export function Navigation({ narrow = false, onChoose }: NavigationProps) {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <nav className={classes.navigation} aria-label="Pages" data-narrow={narrow || undefined}>
      {pageGroups.map(({ name, pages }) => (
        <div key={name} className={classes.group}>
          {!narrow && <p>{name}</p>}
          {pages.map((page) => (
            <PageLink
              key={page.to}
              page={page}
              narrow={narrow}
              active={path === page.to || path.startsWith(`${page.to}/`)}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </nav>
  )
}

function PageLink({
  page,
  narrow,
  active,
  onChoose,
}: {
  page: Page
  narrow: boolean
  active: boolean
  onChoose?: () => void
}) {
  const { to, name, Icon } = page
  return (
    <Tooltip label={name} position="right" disabled={!narrow}>
      <Link
        to={to}
        className={classes.link}
        data-active={active || undefined}
        aria-current={active ? 'page' : undefined}
        aria-label={narrow ? name : undefined}
        onClick={onChoose}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        {!narrow && name}
      </Link>
    </Tooltip>
  )
}
