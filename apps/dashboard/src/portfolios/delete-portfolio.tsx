/** Removes a portfolio and its files after a question. */
import { notifications } from '@mantine/notifications'
import type { Portfolio } from '@pratibimba/contract'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../api/client.ts'
import { ConfirmedAction } from '../parts/confirmed-action.tsx'

interface DeletePortfolioProps {
  readonly portfolio: Portfolio
  readonly small?: boolean
  readonly onDeleted?: () => void
}

export function DeletePortfolio({ portfolio, small, onDeleted }: DeletePortfolioProps) {
  const queries = useQueryClient()
  const { id, name, status, files } = portfolio
  return (
    <ConfirmedAction
      label="Delete portfolio"
      smallLabel={`Delete ${name || id}`}
      question={`Delete ${name || id}?`}
      small={small}
      disabled={status === 'RUNNING' || status === 'PENDING'}
      action={() => client.deletePortfolio({ params: { portfolio_id: id } })}
      onDone={() => {
        notifications.show({ title: 'Portfolio deleted', message: id })
        onDeleted?.()
        void queries.invalidateQueries({ queryKey: ['portfolios'] })
      }}
    >
      {files.length === 1 ? 'Its file is' : `Its ${files.length} files are`} removed from the server. The
      audit entries stay. A portfolio from scratch can be made again from its seed and settings.
    </ConfirmedAction>
  )
}
