/** Alerts that are open, what each asks for, and saying that one was seen. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import type { Alert } from '@pratibimba/contract'
import { IconAlertTriangle, IconBell, IconEye } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { alertsQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { severityWords } from './event-words.ts'
import classes from './monitor.module.css'

export const openAlerts = alertsQuery({ state: 'open,acknowledged', limit: 50 })

const icons = { info: IconBell, watch: IconEye, act: IconAlertTriangle } as const

export function AlertsPanel() {
  const { data, error, refetch } = useQuery(openAlerts)
  const [asked, setAsked] = useState<Alert>()
  return (
    <div id="alerts" className={classes.anchor}>
      <Panel flush title="Open alerts">
        {data === undefined ? (
          error === null ? (
            <Loading rows={4} />
          ) : (
            <div className={classes.padded}>
              <ProblemNotice error={error} onRetry={refetch} />
            </div>
          )
        ) : data.alerts.length === 0 ? (
          <EmptyState title="No alert is open">
            Drift, data that stay away, scores that turned out wrong and failed jobs open alerts; each is
            resolved by itself when its cause has gone.
          </EmptyState>
        ) : (
          <ul className={classes.alerts}>
            {data.alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} onAcknowledge={() => setAsked(alert)} />
            ))}
          </ul>
        )}
      </Panel>
      <Acknowledge alert={asked} onClose={() => setAsked(undefined)} />
    </div>
  )
}

function AlertRow({ alert, onAcknowledge }: { alert: Alert; onAcknowledge: () => void }) {
  const { severity, title, text, raised_at, state, acknowledged_by, opens_retraining } = alert
  const Icon = icons[severity]
  return (
    <li className={classes.alert} data-severity={severity}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.told}>
        <strong>{title}</strong>
        <span>{text}</span>
        <span className={classes.about}>
          {severityWords[severity]}
          <Moment at={raised_at} />
          {opens_retraining ? (
            <Link to="/models" search={{ tab: 'versions' }}>
              Asks for retraining
            </Link>
          ) : (
            <Cause rule={alert.rule} />
          )}
          {state === 'acknowledged' && <span>Seen by {acknowledged_by ?? 'someone'}</span>}
        </span>
      </span>
      {state === 'open' && (
        <Button variant="default" size="compact-sm" onClick={onAcknowledge}>
          Acknowledge<span className="visually-hidden"> {title}</span>
        </Button>
      )}
    </li>
  )
}

/** Where what an alert is about can be looked at. */
function Cause({ rule }: { rule: string }) {
  if (/drift|psi|performance|auc|calibration|fairness/i.test(rule))
    return (
      <Link to="/models" search={{ tab: /fairness/i.test(rule) ? 'fairness' : 'monitoring' }}>
        Model Performance
      </Link>
    )
  if (/sla|intervention|case/i.test(rule)) return <Link to="/actions">Action Center</Link>
  if (/risk|score|loss/i.test(rule)) return <Link to="/overview">Risk Overview</Link>
  return <Link to="/data">Data Management</Link>
}

function Acknowledge({ alert, onClose }: { alert: Alert | undefined; onClose: () => void }) {
  return (
    <Modal
      opened={alert !== undefined}
      onClose={onClose}
      title="Acknowledge the alert"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {alert && <AcknowledgeForm key={alert.id} alert={alert} onClose={onClose} />}
    </Modal>
  )
}

function AcknowledgeForm({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.acknowledgeAlert({
        params: { alert_id: alert.id },
        body: { note: note.trim() || undefined },
      }),
    onSuccess: () => {
      onClose()
      return queries.invalidateQueries({ queryKey: ['warning', 'alerts'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <div>
          <p>
            <strong>{alert.title}</strong>
          </p>
          <p>{alert.text}</p>
        </div>
        <Textarea
          label="Note"
          description="What you found or will do. It stands in the audit chain with your name."
          maxLength={500}
          autosize
          minRows={3}
          data-autofocus
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Acknowledge
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
