/** Every kind of work a worker thread can do: one line each. The domain is loaded when the first piece of its kind arrives. */
import type { TaskKind } from '@pratibimba/risk/ports'

// biome-ignore lint/suspicious/noExplicitAny: set-ups and pieces differ by kind; the caller's task types them
export type AnyTask = TaskKind<any, any, unknown>

export const taskKinds: Readonly<Record<string, () => Promise<AnyTask>>> = {
  'household-bucket': async () => (await import('../households/household-bucket.ts')).householdBucket,
  'portfolio-risk': async () => (await import('@pratibimba/risk/portfolios')).riskPass,
  'portfolio-rows': async () => (await import('@pratibimba/risk/portfolios')).rowsPass,
  'lake-features': async () => (await import('../lake/features/index.ts')).kernelFeatures,
  'lake-features-by-stream': async () => (await import('../lake/features/index.ts')).streamFeatures,
  'twin-rows': async () => (await import('@pratibimba/risk/twins')).twinRows,
}
