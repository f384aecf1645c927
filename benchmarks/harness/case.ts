/** A benchmark: what it measures, and its figures beside the promise they are held against. */

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The promise, such as `≤ 6`; absent where the figure is for information. */
  readonly promise?: { readonly atMost: number } | { readonly atLeast: number }
}

export interface BenchmarkCase {
  readonly id: string
  readonly title: string
  /** The command a reader can run to see the same. */
  readonly command: string
  /** @returns figures, or why the case cannot run here (data or peer absent) */
  run(): Promise<readonly Figure[] | { readonly skipped: string }>
}

export function isKept({ value, promise }: Figure): boolean {
  if (promise === undefined) return true
  return 'atMost' in promise ? value <= promise.atMost : value >= promise.atLeast
}
