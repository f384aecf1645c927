/** Sizes of files in words. */

const steps = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes in powers of 1000: 18,204 → 18.2 kB. */
export function formatBytes(bytes: number): string {
  let size = bytes
  let step = 0
  while (size >= 999.5 && step < steps.length - 1) {
    size /= 1000
    step++
  }
  return `${step === 0 || size >= 99.95 ? size.toFixed(0) : size.toFixed(1)} ${steps[step]}`
}
