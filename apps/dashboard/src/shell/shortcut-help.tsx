/** Every key and what it does. */
import { Kbd, Modal } from '@mantine/core'
import { pages } from './pages.ts'
import classes from './shortcut-help.module.css'

const others = [
  { keys: ['Ctrl', 'K'], does: 'Search pages, portfolios and actions' },
  { keys: ['/'], does: 'Filter the list of the page' },
  { keys: ['j'], does: 'Next row' },
  { keys: ['k'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['x'], does: 'Select the row, where rows can be selected' },
  { keys: ['?'], does: 'This list' },
] as const

export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const rows = [...pages.map(({ key, name }) => ({ keys: ['g', key], does: `Go to ${name}` })), ...others]
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.keys}>
        {rows.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
