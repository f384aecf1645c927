/** A small line of counts; the figure beside it says the same in words. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const highest = Math.max(1, ...values)
  const step = 72 / (values.length - 1)
  const points = values.map(
    (value, index) => `${(2 + index * step).toFixed(1)},${(22 - (value / highest) * 18).toFixed(1)}`,
  )
  return (
    <svg width="76" height="24" viewBox="0 0 76 24" aria-hidden="true">
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  )
}
