/** What the bank replaces of the policy of interventions; what is left empty is the default. */
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { interventionPolicyQuery } from '../../api/warning-queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PolicyForm } from './policy-form.tsx'

export function PolicyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Policy of interventions"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Policy onClose={onClose} />}
    </Modal>
  )
}

function Policy({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useQuery(interventionPolicyQuery)
  if (data !== undefined) return <PolicyForm stored={data} onClose={onClose} />
  return error === null ? <Loading rows={8} /> : <ProblemNotice error={error} onRetry={refetch} />
}
