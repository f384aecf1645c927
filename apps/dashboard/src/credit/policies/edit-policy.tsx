/** A copy of a version, cell by cell; every change is checked by the server, with all tests, before anything is stored. */
import { ActionIcon, Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ApiProblem } from '@pratibimba/client'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { policyTestsQuery } from '../../api/policy-queries.ts'
import { Notice } from '../../parts/notice.tsx'
import { PanelStack } from '../../parts/panel.tsx'
import { ReasonedAction } from '../parts/reasoned-action.tsx'
import classes from './decision-table.module.css'
import { DecisionTable } from './decision-table.tsx'
import { changesOf, useDraft, withCell, withNewRule, withoutRule, withRuleId } from './draft.ts'
import { EditTests } from './edit-tests.tsx'
import { LiveCheck } from './live-check.tsx'
import type { PolicyFile } from './policy-types.ts'
import { StageLinks } from './rules-tab.tsx'
import { wrongPlaces } from './wrong-places.ts'

const route = getRouteApi('/policies/$name/$version')
/** Time after the last key before the server is asked, in milliseconds. */
const checkAfterMs = 500

export function EditPolicy({ file: { policy, document: original } }: { file: PolicyFile }) {
  const { document, change, forget } = useDraft(policy.name, policy.version, original)
  const [storing, setStoring] = useState(false)
  const navigate = route.useNavigate()
  const [settled] = useDebouncedValue(document, checkAfterMs)
  const check = useQuery(policyTestsQuery(settled))
  const changes = changesOf(original, document)
  const wrong = check.error instanceof ApiProblem ? wrongPlaces(check.error, settled) : []
  const leave = () => {
    forget()
    void navigate({ search: {}, replace: true })
  }
  return (
    <>
      <div style={{ marginBottom: 16 }}>
        <Notice kind="information" title={`A copy of version ${policy.version}`}>
          <p>
            Nothing decides by it. Stored, it becomes a new version as a draft, which is then proposed by one
            person and approved by another.
          </p>
        </Notice>
      </div>
      <StageLinks stages={document.stages} />
      <PanelStack>
        {document.stages.map((stage, at) => (
          <DecisionTable
            key={stage.id}
            stage={stage}
            place={at}
            ruleHead={(rule) => (
              <span style={{ display: 'flex', gap: 4 }}>
                <input
                  className={classes.input}
                  aria-label={`Id of rule ${rule + 1} of ${stage.title}`}
                  value={stage.rules[rule]!.id}
                  maxLength={64}
                  spellCheck={false}
                  onChange={({ currentTarget }) =>
                    change(withRuleId(document, at, rule, currentTarget.value))
                  }
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove rule ${stage.rules[rule]!.id}`}
                  disabled={stage.rules.length === 1}
                  onClick={() => change(withoutRule(document, at, rule))}
                >
                  <IconTrash size={14} stroke={1.6} />
                </ActionIcon>
              </span>
            )}
            cell={(rule, column) => {
              const { id, cells } = stage.rules[rule]!
              const was = original.stages
                .find((one) => one.id === stage.id)
                ?.rules.find((one) => one.id === id)?.cells[column.id]
              const text = cells[column.id] ?? ''
              return (
                <input
                  className={classes.input}
                  aria-label={`${column.title} of ${id}`}
                  value={text}
                  placeholder="any"
                  maxLength={1000}
                  spellCheck={false}
                  data-wide={column.field === 'text' || undefined}
                  data-changed={(was ?? '') !== text || undefined}
                  data-wrong={
                    wrong.some(
                      (place) =>
                        place.stage === stage.id &&
                        (place.rule === undefined || place.rule === id) &&
                        place.column === column.id,
                    ) || undefined
                  }
                  onChange={({ currentTarget }) =>
                    change(withCell(document, at, rule, column.id, currentTarget.value))
                  }
                />
              )
            }}
            below={
              <div style={{ padding: '8px 20px' }}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  disabled={stage.rules.length >= 2000}
                  onClick={() => change(withNewRule(document, at))}
                >
                  Add a rule
                </Button>
              </div>
            }
          />
        ))}
        <EditTests tests={document.tests} onChange={(tests) => change({ ...document, tests })} />
      </PanelStack>
      <LiveCheck
        changes={changes}
        pending={settled !== document || check.isFetching}
        result={check.data}
        error={check.error}
        onDiscard={leave}
        onStore={() => setStoring(true)}
      />
      <ReasonedAction
        opened={storing}
        onClose={() => setStoring(false)}
        title="Store as a new version?"
        action="Store the draft"
        act={async (why) => {
          const stored = await client.draftPolicy({ body: { document, ...why } })
          forget()
          notifications.show({
            title: `Version ${stored.policy.version} is a draft`,
            message: 'It decides nothing until it is proposed and approved.',
          })
          await navigate({
            to: '/policies/$name/$version',
            params: { name: stored.policy.name, version: String(stored.policy.version) },
            search: { tab: 'changes', against: policy.version },
          })
        }}
      >
        <p>
          {changes === 1 ? 'One change' : `${changes} changes`} against version {policy.version}. The author
          of a version can never approve it.
        </p>
      </ReasonedAction>
    </>
  )
}
