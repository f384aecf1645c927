/** Returns to the previous version, at once. */
import { Modal } from '@mantine/core'
import type { WarningModel } from '@pratibimba/contract'
import { client } from '../../api/client.ts'
import { ReasonForm } from './reason-form.tsx'

interface RollbackDialogProps {
  readonly opened: boolean
  readonly champion: WarningModel | undefined
  readonly onClose: () => void
}

export function RollbackDialog({ opened, champion, onClose }: RollbackDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Roll back" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && (
        <ReasonForm
          action="Roll back"
          confirmation="From now on the previous version scores every customer."
          onClose={onClose}
          change={(reason) => client.rollbackWarningModel({ body: { reason } })}
        >
          <p>
            {champion ? `${champion.version} is archived` : 'The champion is archived'} and the version before
            it decides again, at once. Scores that were given stay as they are.
          </p>
        </ReasonForm>
      )}
    </Modal>
  )
}
