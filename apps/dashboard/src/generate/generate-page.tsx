/** A new portfolio from scratch. */
import { Button, Collapse, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type GeneratePortfolioReply, GeneratePortfolioRequest, type Job } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { client } from '../api/client.ts'
import { curlOf, generateCommand } from '../parts/commands.ts'
import { fieldErrors, hasHomelessErrors } from '../parts/field-errors.ts'
import { JobProgress } from '../parts/job-progress.tsx'
import { limitsOf } from '../parts/limits.ts'
import { Elapsed } from '../parts/moment.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Panel, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { SameAs } from '../parts/same-as.tsx'
import classes from './generate-page.module.css'
import { fieldLabels, GenerationFields } from './generation-fields.tsx'
import { emptyForm, requestOf } from './generation-form.ts'
import { sumOf } from './shares.ts'

const defaultBorrowers = limitsOf(GeneratePortfolioRequest.properties.num_borrowers).default!

export function GeneratePage() {
  const [form, setForm] = useState(emptyForm)
  const [sameOpen, setSameOpen] = useState(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const open = (portfolioId: string) => {
    for (const key of ['portfolios', 'portfolio', 'jobs', 'audit'])
      void queries.invalidateQueries({ queryKey: [key] })
    void navigate({ to: '/portfolios/$portfolioId', params: { portfolioId } })
  }
  const generation = useMutation({
    mutationFn: () =>
      client.generatePortfolio({ body: requestOf(form), headers: { prefer: 'respond-async' } }),
    onSuccess: (reply) => {
      if (reply.status === 'initializing') return
      notifications.show({
        title: 'Portfolio generated',
        message: `${formatCount(reply.num_borrowers)} borrowers in ${reply.generation_time_seconds?.toFixed(2)} s`,
      })
      open(reply.portfolio_id)
    },
  })
  const { data: reply, error, isPending, submittedAt } = generation
  const fields = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error !== null) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  const request = requestOf(form)
  const mixesFit = [form.grades, form.loans].every((mix) => mix === undefined || sumOf(mix) === 1)
  return (
    <>
      <PageHeader
        title="Generate"
        description="A credit portfolio from scratch: borrowers, loans and, where wanted, their payment history. No person's data goes in."
      />
      <form
        ref={fields}
        className={classes.layout}
        onSubmit={(event) => {
          event.preventDefault()
          generation.mutate()
        }}
      >
        <GenerationFields form={form} onChange={setForm} errorAt={fieldErrors(error, fieldLabels)} />
        <aside className={classes.side} aria-label="Run">
          <PanelStack>
            <Panel title="Run">
              <PanelStack>
                {reply?.status === 'initializing' ? (
                  <LongRun reply={reply} onEnd={() => open(reply.portfolio_id)} />
                ) : isPending ? (
                  <ShortRun since={submittedAt} />
                ) : (
                  <p className="muted">
                    {formatCount(form.num_borrowers ?? defaultBorrowers)} borrowers. Seed and settings are
                    kept with the result, so that you can make it again exactly.
                  </p>
                )}
                <Button
                  type="submit"
                  fullWidth
                  leftSection={<IconPlayerPlay size={16} />}
                  disabled={!mixesFit || reply?.status === 'initializing'}
                  loading={isPending}
                >
                  Generate portfolio
                </Button>
                {error !== null && hasHomelessErrors(error, fieldLabels) && (
                  <ProblemNotice error={error} labels={fieldLabels} />
                )}
                {error !== null && !hasHomelessErrors(error, fieldLabels) && (
                  <p className={classes.error} role="alert">
                    Nothing was generated. See the marked fields.
                  </p>
                )}
              </PanelStack>
            </Panel>
            <Panel>
              <button
                type="button"
                className={classes.same}
                aria-expanded={sameOpen}
                onClick={() => setSameOpen(!sameOpen)}
              >
                Same as
                <IconChevronDown size={16} aria-hidden data-open={sameOpen || undefined} />
              </button>
              <Collapse expanded={sameOpen}>
                <div className={classes.sameBody}>
                  <SameAs curl={curlOf('generatePortfolio', request)} command={generateCommand(request)} />
                </div>
              </Collapse>
            </Panel>
          </PanelStack>
        </aside>
      </form>
    </>
  )
}

/** The server answers with the finished portfolio; until then nobody knows how far it is, only how long it took. */
function ShortRun({ since }: { since: number }) {
  return (
    <div className={classes.waiting} role="status">
      <Progress value={100} animated striped size="sm" aria-label="Generating" />
      <span>
        Generating, <Elapsed since={since} />
      </span>
    </div>
  )
}

function LongRun({ reply, onEnd }: { reply: GeneratePortfolioReply; onEnd: (job: Job) => void }) {
  return <JobProgress jobId={reply.job_id!} onEnd={onEnd} />
}
