/** The first step to a twin: the original data. */
import { Button, Progress } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { createClient } from '@pratibimba/client'
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { uploadingFetch } from '../api/uploading-fetch.ts'
import { PageHeader } from '../parts/page-header.tsx'
import { Panel, PanelGrid, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { formatBytes } from '../parts/sizes.ts'
import { Steps } from './steps.tsx'
import classes from './upload-page.module.css'

export function UploadPage() {
  const [share, setShare] = useState(0)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const abort = useRef<AbortController>(null)
  const upload = useMutation({
    mutationFn: (files: File[]) => {
      setShare(0)
      abort.current = new AbortController()
      const uploader = createClient({ baseUrl: '', fetch: uploadingFetch(setShare) })
      return uploader.uploadData({ files, signal: abort.current.signal })
    },
    onSuccess: ({ file_id }) => {
      void queries.invalidateQueries({ queryKey: ['uploads'] })
      void navigate({ to: '/uploads/$fileId', params: { fileId: file_id } })
    },
  })
  const files = upload.variables
  const cancelled = upload.error instanceof DOMException
  return (
    <>
      <PageHeader
        title="Digital twin"
        description="Learns the columns of your data and how they depend on each other, and draws new rows from what it learnt."
      />
      <Steps present={1} />
      <PanelStack>
        {upload.isPending && files ? (
          <Panel title={files.length === 1 ? files[0]!.name : `${files.length} files`}>
            <div className={classes.progress}>
              <div className={classes.line} role="status">
                <span>{share < 1 ? 'Uploading' : 'Reading the file and detecting its schema'}</span>
                <span className="muted">
                  {formatBytes(share * sizeOf(files))} of {formatBytes(sizeOf(files))}
                </span>
              </div>
              <Progress
                value={share * 100}
                animated={share >= 1}
                striped={share >= 1}
                size="sm"
                aria-label="Upload"
              />
              <div>
                <Button variant="default" size="compact-sm" onClick={() => abort.current?.abort()}>
                  Cancel
                </Button>
              </div>
            </div>
          </Panel>
        ) : (
          <Dropzone
            className={classes.zone}
            onDrop={(dropped) => upload.mutate(dropped)}
            inputProps={{ 'aria-label': 'Files to upload' }}
            aria-label="Drop files here or press Enter to choose them"
          >
            <div className={classes.invitation}>
              <Dropzone.Accept>
                <IconUpload size={32} stroke={1.4} aria-hidden />
              </Dropzone.Accept>
              <Dropzone.Reject>
                <IconX size={32} stroke={1.4} aria-hidden />
              </Dropzone.Reject>
              <Dropzone.Idle>
                <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden />
              </Dropzone.Idle>
              <p className={classes.headline}>Drop CSV or Parquet files here, or click to choose</p>
              <p className="muted">
                Several at once when they belong together, such as customers and their loans.
              </p>
            </div>
          </Dropzone>
        )}
        {upload.error !== null && !cancelled && (
          <ProblemNotice error={upload.error} onRetry={files && (() => upload.mutate(files))} />
        )}
        <PanelGrid columns={3}>
          <Panel title="What is detected">
            <p className="muted">
              Types, keys, dates, ordered categories, personal data, and which columns could single a person
              out together. You see the reason for each and correct what is wrong.
            </p>
          </Panel>
          <Panel title="What is learnt">
            <p className="muted">
              Distributions and dependence, never rows. Names, e-mail addresses and account numbers are
              replaced, not learnt.
            </p>
          </Panel>
          <Panel title="What stays">
            <p className="muted">
              The original lies on this server until you delete it. Twins and audit entries survive the
              deletion.
            </p>
          </Panel>
        </PanelGrid>
      </PanelStack>
    </>
  )
}

function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
