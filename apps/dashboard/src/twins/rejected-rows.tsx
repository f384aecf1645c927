/** Rows that could not be read, and why. */
import type { DetectedTable } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { Notice } from '../parts/notice.tsx'

export function RejectedRows({ table }: { table: DetectedTable }) {
  const { rejected_rows, rejected } = table
  return (
    <div style={{ padding: '4px 20px 12px' }}>
      <Notice
        kind="caution"
        title={`${formatCount(rejected_rows)} ${rejected_rows === 1 ? 'row' : 'rows'} could not be read and ${rejected_rows === 1 ? 'is' : 'are'} left out`}
      >
        <ul>
          {rejected.map(({ line, column, reason }) => (
            <li key={`${line} ${column ?? ''}`}>
              Line {formatCount(line)}
              {column && (
                <>
                  , <code>{column}</code>
                </>
              )}
              : {reason}
            </li>
          ))}
        </ul>
        {rejected.length < rejected_rows && <p className="small">The first {rejected.length} are shown.</p>}
      </Notice>
    </div>
  )
}
