/** What can be done in a case now: every step the server allows, and nothing else. */
import { Button } from '@mantine/core'
import type { InterventionDetail } from '@pratibimba/contract'
import { useState } from 'react'
import { Moment } from '../../../parts/moment.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import classes from './case.module.css'
import { emptyFields, immediate } from './step-fields.ts'
import { StepForm } from './step-form.tsx'
import { type CaseAction, nextStep, offered, stepWords } from './step-words.ts'
import { asksForReason, useStep } from './use-step.ts'

export function CaseSteps({ detail }: { detail: InterventionDetail }) {
  const { can, assigned_to } = detail.intervention
  const [chosen, setChosen] = useState<CaseAction>()
  const { mutate, isPending, error, foreign, reset } = useStep(detail, () => setChosen(undefined))
  const next = nextStep(can, assigned_to !== null)
  const choose = (step: CaseAction) => {
    reset()
    if (immediate.includes(step)) {
      setChosen(undefined)
      mutate({ action: step, fields: emptyFields })
    } else setChosen(step === chosen ? undefined : step)
  }
  const steps = offered(can)
  // What was chosen may no longer be possible once the case was reloaded.
  const open = chosen !== undefined && steps.includes(chosen) ? chosen : undefined
  return (
    <section className={classes.steps} aria-label="Steps">
      {foreign && (
        <Notice kind="caution" title={`${foreign.actor} was first`}>
          <p>
            {foreign.text}, <Moment at={foreign.at} />. The case was loaded again; look at it and decide anew.
          </p>
        </Notice>
      )}
      {steps.length === 0 ? (
        <p className="muted">Nothing can be done in this case now, or your role does not allow it.</p>
      ) : (
        <div className={classes.buttons}>
          {steps.map((step) => (
            <Button
              key={step}
              size="compact-sm"
              variant={step === next ? 'filled' : 'default'}
              aria-pressed={immediate.includes(step) ? undefined : step === open}
              disabled={isPending}
              onClick={() => choose(step)}
            >
              {step === 'assign' && assigned_to !== null ? 'Reassign' : stepWords[step]}
            </Button>
          ))}
        </div>
      )}
      {open && (
        <StepForm
          key={open}
          step={open}
          detail={detail}
          pending={isPending}
          reasonWanted={asksForReason(error)}
          onCancel={() => setChosen(undefined)}
          onSubmit={(fields) => mutate({ action: open, fields })}
        />
      )}
      {error !== null && foreign === undefined && <ProblemNotice error={error} />}
    </section>
  )
}
