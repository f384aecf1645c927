/** An import in a process of its own, to be killed: `node import-process.ts <file> <lake> <scratch>`. */
import { importTransactions } from '../../../lake/import/index.ts'

const [file, directory, scratchDirectory] = process.argv.slice(2)
await importTransactions({
  files: [file],
  scratchDirectory,
  nowMs: Date.UTC(2024, 11, 31),
  lake: { directory },
})
