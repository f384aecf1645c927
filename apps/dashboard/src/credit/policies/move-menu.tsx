/** Moves a version: proposes, approves, tries, puts in force, retires or takes back. */
import { Button, Menu, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp, IconChevronDown, IconPencil } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { policyStateWords } from '../parts/credit-words.ts'
import { ReasonedAction } from '../parts/reasoned-action.tsx'
import { type PolicyMove, policyMoves } from './policy-moves.ts'
import type { PolicyVersionOf } from './policy-types.ts'

const route = getRouteApi('/policies/$name/$version')

export function MoveMenu({ policy }: { policy: PolicyVersionOf }) {
  const [move, setMove] = useState<PolicyMove>()
  const [rollingBack, setRollingBack] = useState(false)
  const moves = policyMoves[policy.state]
  return (
    <>
      <LinkButton
        from="/policies/$name/$version"
        to="/policies/$name/$version"
        search={{ edit: true }}
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        Edit a copy
      </LinkButton>
      {policy.state === 'active' && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => setRollingBack(true)}
        >
          Roll back
        </Button>
      )}
      {moves.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={16} aria-hidden />}>Move</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {moves.map((one) => (
              <Menu.Item
                key={one.label}
                color={one.dangerous ? 'red' : undefined}
                onClick={() => setMove(one)}
              >
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <MoveDialog policy={policy} move={move} onClose={() => setMove(undefined)} />
      <RollBack policy={policy} opened={rollingBack} onClose={() => setRollingBack(false)} />
    </>
  )
}

interface MoveDialogProps {
  readonly policy: PolicyVersionOf
  readonly move: PolicyMove | undefined
  readonly onClose: () => void
}

function MoveDialog({ policy, move, onClose }: MoveDialogProps) {
  const [share, setShare] = useState<number | undefined>(10)
  const [from, setFrom] = useState('')
  const partial = move?.to === 'partial'
  const { created_by } = policy
  const proposer = policy.transitions.findLast(({ to }) => to === 'proposed')?.by
  return (
    <ReasonedAction
      opened={move !== undefined}
      onClose={onClose}
      title={`${move?.label ?? ''}: ${policy.title}, version ${policy.version}`}
      action={move?.label ?? ''}
      dangerous={move?.dangerous}
      confirmation={
        move?.to === 'active'
          ? `Version ${policy.version} decides every application from then on.`
          : undefined
      }
      ready={!partial || (share !== undefined && share > 0 && share < 100)}
      act={(why) =>
        client.movePolicy({
          params: { name: policy.name, version: policy.version },
          body: {
            to: move!.to,
            share: partial ? share! / 100 : undefined,
            effective_from:
              move!.to === 'active' && from !== '' ? new Date(`${from}:00Z`).toISOString() : undefined,
            ...why,
          },
        })
      }
      onDone={() =>
        notifications.show({
          title: `Version ${policy.version}: ${policyStateWords[move!.to].toLowerCase()}`,
          message: 'Recorded with your reason.',
        })
      }
    >
      <p>{move?.consequence}</p>
      {move?.approves && (
        <Notice kind="caution" title="A second person is needed">
          <p>
            {proposer === undefined || proposer === created_by
              ? `${created_by} wrote and proposed it`
              : `${created_by} wrote it and ${proposer} proposed it`}
            ; whoever approves must be somebody else.
          </p>
        </Notice>
      )}
      {partial && (
        <NumberInput
          label="Share of applicants"
          suffix="%"
          min={1}
          max={99}
          value={share ?? ''}
          onChange={(value) => setShare(typeof value === 'number' ? value : undefined)}
        />
      )}
      {move?.to === 'active' && (
        <TextInput
          type="datetime-local"
          label="In force from, UTC"
          description="At once where it is empty."
          value={from}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
      )}
    </ReasonedAction>
  )
}

interface RollBackProps {
  readonly policy: PolicyVersionOf
  readonly opened: boolean
  readonly onClose: () => void
}

function RollBack({ policy, opened, onClose }: RollBackProps) {
  const navigate = route.useNavigate()
  return (
    <ReasonedAction
      opened={opened}
      onClose={onClose}
      title={`Take back version ${policy.version}?`}
      action="Roll back"
      dangerous
      confirmation="The version in force before decides every application from now on."
      act={async (why) => {
        const { version } = await client.rollBackPolicy({ params: { name: policy.name }, body: why })
        notifications.show({ title: `Version ${version} decides again`, message: 'From now on.' })
        await navigate({
          to: '/policies/$name/$version',
          params: { name: policy.name, version: String(version) },
        })
      }}
    >
      <p>
        Version {policy.version} retires at once and the one that was in force before it decides again.
        Decisions made meanwhile stay.
      </p>
    </ReasonedAction>
  )
}
