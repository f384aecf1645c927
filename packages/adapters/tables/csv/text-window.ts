/** The part of a text file that is in memory: the row being read and what follows it. Refuses what is not UTF-8 text. */
import { isUtf8 } from 'node:buffer'
import { TableError } from '@pratibimba/risk/ports'
import { firstInvalidUtf8, unfinishedCharacterBytes } from './utf8.ts'

/** Longest row held. */
const MAX_ROW_BYTES = 64 << 20

export class TextWindow {
  /** bytes[position, end) are unread; bytes[end] is free for the scanner's sentinel. */
  bytes: Buffer = Buffer.allocUnsafe(1 << 16)
  position = 0
  end = 0
  /** Line of the byte at `position`. */
  line = 1
  /** Whether the file ends at `end`. */
  final = false
  private checked = 0
  private consumed = 0
  private skipped = 0
  private readonly blocks: AsyncGenerator<Buffer>

  constructor(blocks: AsyncGenerator<Buffer>) {
    this.blocks = blocks
  }

  /** Reads the first block and passes over a UTF-8 byte order mark. */
  async open(): Promise<void> {
    const next = await this.blocks.next()
    if (next.done) throw new TableError('file_empty', 'The file is empty; it needs a header line and rows.')
    refuseOtherFormats(next.value)
    this.append(next.value)
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf && this.end >= 3)
      this.position = 3
    await this.more()
  }

  /** Appends the next block, or marks the window final. */
  async more(): Promise<void> {
    if (this.end - this.position > MAX_ROW_BYTES)
      throw new TableError('unreadable', `Line ${this.line} is longer than ${MAX_ROW_BYTES >> 20} MiB.`, {
        line: this.line,
      })
    const next = await this.blocks.next()
    if (next.done) {
      this.final = true
      this.check(this.end)
    } else this.append(next.value)
  }

  advance(position: number, line: number): void {
    this.consumed += position - this.position
    this.position = position
    this.line = line
  }

  /** Goes on behind the next line break, whatever stands in quotes. */
  skipLine(): void {
    let i = this.position
    while (i < this.end && this.bytes[i] !== 10 && this.bytes[i] !== 13) i++
    if (this.bytes[i] === 13 && i + 1 < this.end && this.bytes[i + 1] === 10) i++
    this.skipped += this.end - this.position
    // Each skip scans the window again: a file of nothing but stray quotes would never end.
    if (this.skipped > 64 * (this.consumed + (16 << 20)))
      throw new TableError(
        'unreadable',
        `The quotes around line ${this.line} do not pair up; the file cannot be split.`,
        {
          line: this.line,
        },
      )
    this.advance(Math.min(i + 1, this.end), this.line + 1)
  }

  async close(): Promise<void> {
    await this.blocks.return(undefined)
  }

  private append(block: Buffer): void {
    const unread = this.end - this.position
    if (unread + block.length + 1 > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (unread + block.length) + 1)
      this.bytes.copy(larger, 0, this.position, this.end)
      this.bytes = larger
    } else this.bytes.copyWithin(0, this.position, this.end)
    this.checked -= this.position
    this.position = 0
    this.end = unread + block.copy(this.bytes, unread)
    this.check(this.end - unfinishedCharacterBytes(this.bytes, Math.max(this.checked, 0), this.end))
  }

  /** Refuses NUL bytes and what is not UTF-8 in bytes[checked, until). */
  private check(until: number): void {
    const from = Math.max(this.checked, 0)
    const fresh = this.bytes.subarray(from, until)
    const nul = fresh.indexOf(0)
    if (nul >= 0)
      throw this.wrongEncoding(from + nul, 'a NUL byte; the file is binary or UTF-16. Save it as UTF-8.')
    if (!isUtf8(fresh)) {
      const at = firstInvalidUtf8(this.bytes, from, until)
      throw this.wrongEncoding(
        at,
        'a byte that is not UTF-8; the file may be Latin-1 or Windows-1252. Save it as UTF-8.',
      )
    }
    this.checked = until
  }

  private wrongEncoding(at: number, what: string): TableError {
    let line = this.line
    let lineStart = this.position
    for (let i = this.position; i < at; i++)
      if (this.bytes[i] === 10) {
        line++
        lineStart = i + 1
      }
    return new TableError('wrong_encoding', `Line ${line}, byte ${at - lineStart + 1}, is ${what}`, { line })
  }
}

function refuseOtherFormats(block: Buffer): void {
  if ((block[0] === 0xff && block[1] === 0xfe) || (block[0] === 0xfe && block[1] === 0xff))
    throw new TableError('wrong_encoding', 'Line 1, byte 1, begins UTF-16 text. Save the file as UTF-8.', {
      line: 1,
    })
  if (block.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    throw new TableError('unreadable', 'This is a zip archive or an Excel workbook; save the sheet as CSV.')
}
