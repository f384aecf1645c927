/** Decides again from the record and says whether the bytes are the same. */
import { Button } from '@mantine/core'
import type { Replay } from '@pratibimba/contract'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { Copyable } from '../../parts/copyable.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import classes from './replay.module.css'

export function ReplayPanel({ id }: { id: string }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => client.replayDecision({ params: { id } }),
  })
  return (
    <Panel
      title="Replay"
      description="Decides the recorded application again, with the model and the policy of then, and compares byte by byte. Nothing is changed."
      aside={
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          loading={isPending}
          onClick={() => mutate()}
        >
          {data === undefined ? 'Replay' : 'Replay again'}
        </Button>
      }
    >
      {error !== null ? (
        <ProblemNotice error={error} onRetry={mutate} />
      ) : data === undefined ? (
        <p className="muted">Not replayed since this page was opened.</p>
      ) : (
        <Replayed replay={data} />
      )}
    </Panel>
  )
}

function Replayed({ replay }: { replay: Replay }) {
  const { identical, differences, recorded_sha256, replayed_sha256, code_version, code_version_now } = replay
  return (
    <PanelStack>
      {identical ? (
        <p className={classes.identical} role="status">
          <IconCheck size={18} aria-hidden /> Identical, byte for byte.
        </p>
      ) : (
        <Notice kind="alarm" title="Not the same">
          <p>
            {differences.length === 1 ? 'One place differs' : `${differences.length} places differ`} from the
            record.
          </p>
        </Notice>
      )}
      {differences.length > 0 && (
        <Scrollable name="Differences">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col">Recorded</th>
                <th scope="col">Replayed</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ pointer, recorded, replayed }) => (
                <tr key={pointer}>
                  <td>
                    <code>{pointer}</code>
                  </td>
                  <td>
                    <code>{recorded}</code>
                  </td>
                  <td>
                    <code>{replayed}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
      <FactList
        facts={[
          ['Recorded', <Copyable key="recorded" text={recorded_sha256} label="hash" shown={16} />],
          ['Replayed', <Copyable key="replayed" text={replayed_sha256} label="hash" shown={16} />],
          ['Program then', code_version],
          ['Program now', code_version_now],
        ]}
      />
    </PanelStack>
  )
}
