/** A case beside the page. */
import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { interventionQuery } from '../../api/warning-queries.ts'
import { Copyable } from '../../parts/copyable.tsx'
import { interventionWords } from '../parts/words.ts'
import { CasePanel } from './case/case-panel.tsx'

interface CaseDrawerProps {
  readonly interventionId: string | undefined
  readonly onClose: () => void
}

export function CaseDrawer({ interventionId, onClose }: CaseDrawerProps) {
  return (
    <Drawer
      opened={interventionId !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={interventionId && <Title interventionId={interventionId} />}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {interventionId && (
        <>
          <p className="small muted" style={{ marginBottom: 12 }}>
            <Copyable text={interventionId} label="case id" />
          </p>
          <CasePanel key={interventionId} interventionId={interventionId} />
        </>
      )}
    </Drawer>
  )
}

function Title({ interventionId }: { interventionId: string }) {
  const { data } = useQuery(interventionQuery(interventionId))
  if (data === undefined) return 'Case'
  const { type, customer_id } = data.intervention
  return `${interventionWords[type]}, ${customer_id}`
}
