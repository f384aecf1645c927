/** Lets a version decide; a worse one only where it is said that it is worse. */
import { Checkbox, Modal } from '@mantine/core'
import type { WarningModel } from '@pratibimba/contract'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { Notice } from '../../parts/notice.tsx'
import { ReasonForm } from './reason-form.tsx'

interface PromoteDialogProps {
  readonly model: WarningModel | undefined
  readonly champion: WarningModel | undefined
  readonly onClose: () => void
}

export function PromoteDialog({ model, champion, onClose }: PromoteDialogProps) {
  return (
    <Modal
      opened={model !== undefined}
      onClose={onClose}
      title={`Promote ${model?.version ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {model && <Promote key={model.version} model={model} champion={champion} onClose={onClose} />}
    </Modal>
  )
}

function Promote({ model, champion, onClose }: PromoteDialogProps & { model: WarningModel }) {
  const [although, setAlthough] = useState(false)
  const worse = champion !== undefined && model.auc.value < champion.auc.value
  return (
    <ReasonForm
      action="Promote"
      confirmation={`From now on ${model.version} scores every customer.`}
      onClose={onClose}
      change={(reason) =>
        client.promoteWarningModel({
          params: { version: model.version },
          body: { reason, although_worse: although || undefined },
        })
      }
    >
      {champion && (
        <p>
          {champion.version} (AUC {champion.auc.value.toFixed(4)}) gives way to {model.version} (AUC{' '}
          {model.auc.value.toFixed(4)}).
        </p>
      )}
      {worse && (
        <Notice kind="caution" title="This version is worse in its test">
          <p>The server refuses it unless it is said that it should decide although it is worse.</p>
        </Notice>
      )}
      {champion && (
        <Checkbox
          label="Although it is worse"
          description="Needed where the version is worse than the present one."
          checked={although}
          onChange={({ currentTarget }) => setAlthough(currentTarget.checked)}
        />
      )}
    </ReasonForm>
  )
}
