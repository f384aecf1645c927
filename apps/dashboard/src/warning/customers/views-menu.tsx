/** Saved views of the worklist: open, save, rename, delete. */
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconBookmark, IconCheck, IconPencil, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CustomersSearch } from './customers-search.ts'
import {
  deleteView,
  longestName,
  renameView,
  type SavedView,
  saveView,
  useSavedViews,
} from './saved-views.ts'
import classes from './views-menu.module.css'

interface ViewsMenuProps {
  readonly search: CustomersSearch
  readonly onOpen: (search: CustomersSearch) => void
}

export function ViewsMenu({ search, onOpen }: ViewsMenuProps) {
  const views = useSavedViews()
  const [opened, { toggle, close }] = useDisclosure(false)
  const current = views.find((view) => sameSearch(view.search, search))
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" width={320} trapFocus shadow="none">
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />} onClick={toggle}>
          {current?.name ?? (views.length === 0 ? 'Views' : `Views (${views.length})`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved views">
        {views.length === 0 ? (
          <p className={classes.none}>
            A view keeps filters and order under a name, in this browser. None is saved yet.
          </p>
        ) : (
          <ul className={classes.list}>
            {views.map((view) => (
              <ViewLine
                key={view.name}
                view={view}
                current={view === current}
                onOpen={() => {
                  close()
                  onOpen(view.search)
                }}
              />
            ))}
          </ul>
        )}
        <SaveView names={views.map(({ name }) => name)} onSave={(name) => saveView(name, search)} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface ViewLineProps {
  readonly view: SavedView
  readonly current: boolean
  readonly onOpen: () => void
}

function ViewLine({ view, current, onOpen }: ViewLineProps) {
  const [renaming, setRenaming] = useState<string>()
  const rename = (event: FormEvent) => {
    event.preventDefault()
    const name = renaming?.trim()
    if (name) renameView(view.name, name)
    setRenaming(undefined)
  }
  if (renaming !== undefined)
    return (
      <li>
        <form onSubmit={rename} className={classes.save}>
          <TextInput
            size="xs"
            aria-label={`New name of ${view.name}`}
            value={renaming}
            maxLength={longestName}
            data-autofocus
            autoFocus
            onChange={({ currentTarget }) => setRenaming(currentTarget.value)}
          />
          <ActionIcon type="submit" variant="default" size={30} aria-label="Keep the new name">
            <IconCheck size={16} aria-hidden />
          </ActionIcon>
        </form>
      </li>
    )
  return (
    <li className={classes.line}>
      <button type="button" className={classes.open} onClick={onOpen} aria-current={current || undefined}>
        {view.name}
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Rename ${view.name}`}
        onClick={() => setRenaming(view.name)}
      >
        <IconPencil size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Delete ${view.name}`}
        onClick={() => {
          deleteView(view.name)
          undoDeleting(view)
        }}
      >
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
    </li>
  )
}

function undoDeleting(view: SavedView) {
  const id = notifications.show({
    title: 'View deleted',
    message: (
      <Button
        variant="default"
        size="compact-xs"
        mt={4}
        onClick={() => {
          saveView(view.name, view.search)
          notifications.hide(id)
        }}
      >
        Undo, keep {view.name}
      </Button>
    ),
  })
}

interface SaveViewProps {
  readonly names: readonly string[]
  readonly onSave: (name: string) => void
}

function SaveView({ names, onSave }: SaveViewProps) {
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (trimmed === '') return
    onSave(trimmed)
    setName('')
  }
  return (
    <form onSubmit={save} className={classes.save}>
      <TextInput
        size="xs"
        aria-label="Name of a new view"
        placeholder="Save these filters as"
        value={name}
        maxLength={longestName}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={trimmed === ''}>
        {names.includes(trimmed) ? 'Replace' : 'Save'}
      </Button>
    </form>
  )
}

function sameSearch(a: CustomersSearch, b: CustomersSearch): boolean {
  const write = ({ page: _, ...search }: CustomersSearch) =>
    JSON.stringify(
      Object.entries(search)
        .filter(([, value]) => value !== undefined)
        .sort(),
    )
  return write(a) === write(b)
}
