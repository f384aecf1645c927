/** Shape of what is coming; appears only when it takes longer than 300 ms. */
import classes from './loading.module.css'

export function Loading({ rows = 6, rowHeightPx = 32 }: { rows?: number; rowHeightPx?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a placeholder have no identity
        <div key={row} className={classes.row} style={{ height: rowHeightPx - 12 }} />
      ))}
    </div>
  )
}
