/** The navigation of a phone, over the page. */
import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { Navigation } from './navigation.tsx'
import { SchemeMenu } from './scheme-menu.tsx'
import classes from './shell.module.css'

interface PhoneNavigationProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
}

export function PhoneNavigation({ opened, onClose, title }: PhoneNavigationProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={280}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close navigation' }}
    >
      <Navigation onChoose={onClose} />
      <div className={classes.foot}>
        <SchemeMenu />
      </div>
    </Drawer>
  )
}
