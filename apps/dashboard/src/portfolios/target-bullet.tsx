/** Achieved against target on one line, with the difference in words. */
import { formatShare } from '@pratibimba/reports/charts'

export function TargetBullet({ achieved, target }: { achieved: number; target: number }) {
  const scale = Math.max(achieved, target, 1e-9) * 1.25
  const difference = (achieved - target) * 100
  const sign = difference > 0 ? '+' : '−'
  const words =
    Math.abs(difference) < 0.005
      ? `on its target of ${formatShare(target, 2)}`
      : `${sign}${Math.abs(difference).toFixed(2)} pp against ${formatShare(target, 2)}`
  return (
    <>
      <svg
        width="100%"
        height="8"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden="true"
        style={{ display: 'block', margin: '2px 0 6px' }}
      >
        <rect width="100" height="8" fill="var(--band)" />
        <rect y="2" width={(achieved / scale) * 100} height="4" fill="var(--accent)" />
        <rect x={(target / scale) * 100 - 0.4} width="0.8" height="8" fill="var(--ink)" />
      </svg>
      {words}
    </>
  )
}
