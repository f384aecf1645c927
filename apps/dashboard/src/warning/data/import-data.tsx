/** Transactions from a file: what would be read is said first, then it is read. */
import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { createClient } from '@pratibimba/client'
import type { ImportReport } from '@pratibimba/contract'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { uploadingFetch } from '../../api/uploading-fetch.ts'
import { JobProgress } from '../../parts/job-progress.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { csvColumns } from './csv-header.ts'
import classes from './data.module.css'
import { ImportFindings } from './import-findings.tsx'
import { ImportMapping, type Mapping } from './import-mapping.tsx'
import { UploadShare } from './upload-share.tsx'

interface Asked {
  readonly file: File
  /** What is owed and when it was paid. */
  readonly payments?: File
  readonly mapping?: Mapping
  readonly paymentsMapping?: Mapping
  readonly replace?: boolean
  readonly confirm: 'yes' | 'no'
}

export function ImportData() {
  const [share, setShare] = useState(0)
  const [columns, setColumns] = useState<readonly string[]>()
  const [paymentColumns, setPaymentColumns] = useState<readonly string[]>()
  const [report, setReport] = useState<ImportReport>()
  const [ended, setEnded] = useState<'COMPLETED' | 'FAILED' | 'CANCELLED'>()
  const abort = useRef<AbortController>(null)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: async ({ file, payments, mapping, paymentsMapping, replace = false, confirm }: Asked) => {
      setShare(0)
      abort.current = new AbortController()
      setColumns(await csvColumns(file))
      setPaymentColumns(payments && (await csvColumns(payments)))
      return createClient({ baseUrl: '', fetch: uploadingFetch(setShare) }).importTransactions({
        files: [file, ...(payments ? [{ name: payments.name, data: payments, part: 'payments' }] : [])],
        body: {
          mapping: mapping && JSON.stringify(mapping),
          payments_mapping: payments && paymentsMapping && JSON.stringify(paymentsMapping),
          replace: replace ? 'yes' : undefined,
          confirm,
        },
        signal: abort.current.signal,
      })
    },
    onSuccess: (found) => {
      setReport(found)
      return queries.invalidateQueries({ queryKey: ['warning', 'pipeline'] })
    },
  })
  const asked = send.variables
  const restart = () => {
    send.reset()
    setReport(undefined)
    setEnded(undefined)
  }
  const look = (file: File) => {
    setReport(undefined)
    send.mutate({ file, confirm: 'no' })
  }
  const failed = send.error !== null && !(send.error instanceof DOMException)
  if (report?.job_id != null)
    return (
      <Panel title={ended === undefined ? 'Importing' : 'Import'}>
        {ended === undefined ? (
          <JobProgress
            jobId={report.job_id}
            onEnd={({ state }) => {
              setEnded(state as 'COMPLETED')
              void queries.invalidateQueries({ queryKey: ['warning'] })
            }}
          />
        ) : (
          <Ended state={ended} onRestart={restart} />
        )}
      </Panel>
    )
  return (
    <PanelStack>
      {send.isPending && asked ? (
        <UploadShare file={asked.file} share={share} onCancel={() => abort.current?.abort()} />
      ) : report === undefined || asked === undefined ? (
        <Dropzone
          className={classes.zone}
          multiple={false}
          onDrop={([file]) => file && look(file)}
          inputProps={{ 'aria-label': 'File of transactions' }}
          aria-label="Drop a file here or press Enter to choose one"
        >
          <div className={classes.invitation}>
            <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden />
            <p className={classes.headline}>Drop a CSV or Parquet file of transactions, or click to choose</p>
            <p className="muted">Nothing is kept until you have seen what would be read and say yes.</p>
          </div>
        </Dropzone>
      ) : (
        <>
          <ImportMapping
            key={JSON.stringify([
              report.mapping,
              report.rules,
              report.payments_mapping,
              report.payments_rules,
            ])}
            file={asked.file}
            payments={asked.payments}
            report={report}
            columns={columns}
            paymentColumns={paymentColumns}
            onCheck={(said, payments) => send.mutate({ file: asked.file, payments, ...said, confirm: 'no' })}
            onConfirm={(said, replace) => send.mutate({ ...asked, ...said, replace, confirm: 'yes' })}
            onOther={restart}
          />
          <ImportFindings report={report} />
        </>
      )}
      {failed && asked && (
        <ProblemNotice
          error={send.error}
          labels={{
            '/mapping': 'Columns',
            '/payments_mapping': 'Columns of the payments',
            '/currency': 'Currency',
          }}
          onRetry={() => send.mutate(asked)}
        />
      )}
      {report === undefined && <Needed />}
    </PanelStack>
  )
}

function Ended({ state, onRestart }: { state: 'COMPLETED' | 'FAILED' | 'CANCELLED'; onRestart: () => void }) {
  const again = (
    <Button variant="default" size="compact-sm" onClick={onRestart}>
      Import another file
    </Button>
  )
  if (state === 'COMPLETED')
    return (
      <Notice kind="information" title="The transactions have been read" action={again}>
        <p>Score everyone now, or leave it to the night.</p>
        <LinkButton to="/data" search={{}} variant="subtle" size="compact-sm">
          Open the pipeline
        </LinkButton>
      </Notice>
    )
  return (
    <Notice
      kind="caution"
      title={state === 'FAILED' ? 'The import failed' : 'The import was cancelled'}
      action={again}
    >
      <p>Jobs tells why, and can run it again.</p>
      <LinkButton to="/jobs" variant="subtle" size="compact-sm">
        Open Jobs
      </LinkButton>
    </Notice>
  )
}

function Needed() {
  return (
    <PanelGrid columns={3}>
      <Panel title="What is needed">
        <p className="muted">
          Whose the transaction is, when it happened and how much. A description, a category, an account and
          an id help; columns are found by their names and can be corrected.
        </p>
      </Panel>
      <Panel title="Signs and amounts">
        <p className="muted">
          Money that came in is positive, money that went out negative. Two columns, one for each way, are
          read as well.
        </p>
      </Panel>
      <Panel title="Read twice, kept once">
        <p className="muted">
          Transactions that are known already are counted as repeated and left as they are, so that a file can
          be read again.
        </p>
      </Panel>
    </PanelGrid>
  )
}
