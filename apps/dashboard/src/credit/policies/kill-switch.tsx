/** Sends every application to a person while it is on. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReasonedAction } from '../parts/reasoned-action.tsx'
import classes from './policies.module.css'

type Killed = ReplyOf<Operations['listPolicies']>['killed']

export function KillSwitch({ killed }: { killed: Killed }) {
  const [asking, setAsking] = useState(false)
  const on = killed !== null
  const button = on ? (
    <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setAsking(true)}>
      Let the policy decide again
    </Button>
  ) : (
    <Button
      color="red"
      variant="outline"
      leftSection={<IconHandStop size={16} aria-hidden />}
      onClick={() => setAsking(true)}
    >
      Send everything to a person
    </Button>
  )
  return (
    <>
      {on ? (
        <Notice
          kind="alarm"
          title="The kill switch is on: every application goes to a person"
          action={button}
        >
          <p>
            Since <Moment at={killed.at} />, by {killed.by}: {killed.reason}
          </p>
        </Notice>
      ) : (
        <Panel>
          <div className={classes.switch}>
            <div>
              <h2>Kill switch</h2>
              <p className="muted">
                Off. When it is on, nothing is approved or rejected automatically: every application waits at
                the review desk, whatever model and policy say.
              </p>
            </div>
            {button}
          </div>
        </Panel>
      )}
      <ReasonedAction
        opened={asking}
        onClose={() => setAsking(false)}
        title={on ? 'Let the policy decide again?' : 'Send every application to a person?'}
        action={on ? 'Switch off' : 'Switch on'}
        dangerous={!on}
        confirmation={
          on
            ? 'From now on model and policy decide again.'
            : 'From now on no application is decided automatically.'
        }
        act={(why) => client.killSwitch({ body: { on: !on, ...why } })}
        onDone={() =>
          notifications.show(
            on
              ? { title: 'The kill switch is off', message: 'Model and policy decide again.' }
              : { title: 'The kill switch is on', message: 'Every application now goes to a person.' },
          )
        }
      >
        <p>
          {on
            ? 'New applications are decided by the policy in force. What waits at the review desk keeps waiting for a person.'
            : 'Takes effect at once, for every new application. Decisions made before stay. The review desk fills by what comes in.'}
        </p>
      </ReasonedAction>
    </>
  )
}
