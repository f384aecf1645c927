/** Every stage as a decision table, in the order in which they are evaluated. */
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { PanelStack } from '../../parts/panel.tsx'
import { DecisionTable } from './decision-table.tsx'
import classes from './policies.module.css'
import type { PolicyDocumentOf } from './policy-types.ts'

const route = getRouteApi('/policies/$name/$version')

export function RulesTab({ document: { stages } }: { document: PolicyDocumentOf }) {
  const { stage } = route.useSearch()
  useEffect(() => {
    if (stage !== undefined) document.getElementById(`stage-${stage}`)?.scrollIntoView({ block: 'start' })
  }, [stage])
  return (
    <>
      <StageLinks stages={stages} />
      <PanelStack>
        {stages.map((one, place) => (
          <DecisionTable key={one.id} stage={one} place={place} />
        ))}
      </PanelStack>
    </>
  )
}

/** The way of an application through the stages. */
export function StageLinks({ stages }: { stages: PolicyDocumentOf['stages'] }) {
  return (
    <nav aria-label="Stages">
      <ol className={classes.stages}>
        {stages.map(({ id, title }, place) => (
          <li key={id}>
            <a
              href={`#stage-${id}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(`stage-${id}`)?.scrollIntoView({ block: 'start' })
              }}
            >
              {place + 1}. {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
