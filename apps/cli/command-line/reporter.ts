/** What a command says while it works (stderr, only to a terminal) and when it is done (stdout). */
import type { Ora } from 'ora'

export interface Reporter {
  /** Shows how far the work is, 0–1. */
  progress(share: number, stage: string): void
  /** A line a person should see, on stderr. */
  note(line: string): void
  /** Removes the progress line. */
  clear(): void
}

/** @param quiet true with --json: notes are then part of the answer, not of the screen */
export async function openReporter(quiet: boolean): Promise<Reporter> {
  const spinner = !quiet && process.stderr.isTTY ? await openSpinner() : undefined
  return {
    progress(share, stage) {
      if (spinner === undefined) return
      spinner.text = `${stage} ${Math.floor(share * 100)}%`
      if (!spinner.isSpinning) spinner.start()
    },
    note(line) {
      if (quiet) return
      spinner?.clear()
      process.stderr.write(`${line}\n`)
    },
    clear() {
      spinner?.stop()
    },
  }
}

async function openSpinner(): Promise<Ora> {
  const { default: ora } = await import('ora')
  return ora({ stream: process.stderr, discardStdin: false })
}
