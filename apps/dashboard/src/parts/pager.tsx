/** Which rows of how many, and the way to the next. */
import { ActionIcon } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import classes from './pager.module.css'

interface PagerProps {
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly onPage: (page: number) => void
}

export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const first = (page - 1) * pageSize
  const last = Math.min(total, first + pageSize)
  return (
    <nav className={classes.pager} aria-label="Pages of the list">
      <span>
        {total === 0 ? 'None' : `${formatCount(first + 1)}–${formatCount(last)} of ${formatCount(total)}`}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Next page"
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </nav>
  )
}
