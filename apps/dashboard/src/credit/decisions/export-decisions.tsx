/** The decisions as filtered, as a CSV file; who they were about is masked in it. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { formatCount } from '@pratibimba/reports/charts'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { type DecisionsQuery, mostRows } from '../../api/decision-queries.ts'
import { messageOf } from '../../parts/job-progress.tsx'
import { csvOf } from './decisions-csv.ts'
import type { Decision } from './decisions-table.tsx'

/** Rows of one file, the newest first. */
const mostExported = 20_000

export function ExportDecisions({ filter, total }: { filter: DecisionsQuery; total: number | undefined }) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => fetchAll(filter),
    onSuccess: ({ decisions, total: all }) => {
      save(csvOf(decisions), 'credit-decisions.csv')
      if (all > decisions.length)
        notifications.show({
          title: `The newest ${formatCount(decisions.length)} of ${formatCount(all)} were exported`,
          message: 'Narrow the list by time to export the others.',
        })
    },
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={isPending}
      disabled={!total}
      onClick={() => mutate()}
    >
      Export
    </Button>
  )
}

async function fetchAll(filter: DecisionsQuery): Promise<{ decisions: Decision[]; total: number }> {
  const found = new Map<string, Decision>()
  let total = 0
  for (let offset = 0; offset < mostExported; offset += mostRows) {
    const page = await client.listDecisions({ query: { ...filter, limit: mostRows, offset } })
    total = page.total
    // What is decided meanwhile pushes rows to the next page: each counts once.
    for (const decision of page.decisions) found.set(decision.decision_id, decision)
    if (page.decisions.length < mostRows) break
  }
  return { decisions: [...found.values()], total: Math.max(total, found.size) }
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
