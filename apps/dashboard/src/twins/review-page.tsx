/** The second and third step to a twin: what was detected, corrected where it is wrong; then the clone. */

import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { uploadQuery } from '../api/queries.ts'
import { Copyable } from '../parts/copyable.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Loading } from '../parts/loading.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { formatBytes } from '../parts/sizes.ts'
import { DeleteUpload } from '../uploads/delete-upload.tsx'
import { CloneSettings } from './clone-settings.tsx'
import { SchemaReview } from './schema-review.tsx'
import { Steps } from './steps.tsx'

const route = getRouteApi('/uploads/$fileId')

export function ReviewPage() {
  const { fileId } = route.useParams()
  const { step } = route.useSearch()
  const { data: upload, error, refetch } = useQuery(uploadQuery(fileId))
  if (upload === undefined)
    return (
      <>
        <PageHeader title={fileId} above={<Link to="/uploads">Uploads</Link>} />
        {error === null ? <Loading rows={10} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </>
    )
  const removed = upload.status === 'REMOVED'
  return (
    <>
      <PageHeader
        title={upload.filename}
        above={<Link to="/uploads">Uploads</Link>}
        description={
          <>
            <Copyable text={upload.file_id} label="upload id" /> · {formatCount(upload.rows)} rows ·{' '}
            {formatBytes(upload.bytes)} · SHA-256 <Copyable text={upload.sha256} label="SHA-256" shown={12} />{' '}
            · uploaded <Moment at={upload.created_at} />
          </>
        }
        actions={!removed && <DeleteUpload upload={upload} />}
      />
      {removed ? (
        <EmptyState
          title="The original was deleted"
          actions={<LinkButton to="/twin">Upload data</LinkButton>}
        >
          It was removed {upload.removed_at && <Moment at={upload.removed_at} />}. Twins made from it and its
          audit entries are still there; a new twin needs the data again.
        </EmptyState>
      ) : (
        <>
          <Steps present={step === 'clone' ? 3 : 2} fileId={fileId} />
          {step === 'clone' ? (
            <CloneSettings upload={upload} />
          ) : (
            <SchemaReview key={fileId} upload={upload} />
          )}
        </>
      )}
    </>
  )
}
