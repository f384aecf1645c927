/** CSV as in RFC 4180: UTF-8, commas, CR LF never, quotes only where needed; numbers in their shortest exact form. */
import { type Column, serialText } from '@pratibimba/numerics/frame'
import type { ColumnSchema } from '@pratibimba/risk/ports'
import type { TableEncoder } from '../file-sink.ts'
import { ByteWriter } from './byte-writer.ts'

const FLUSH_BYTES = 1 << 20
const NEEDS_QUOTES = /[",\r\n]|^[ \t\uFEFF]|[ \t]$|^\\\.$/
const COMMA = 44
const LINE_FEED = 10

/**
 * Cells are written as they are: a text that begins with `=` stays so, for data must not change on the way. A missing
 * value is an empty cell and an empty text is `""`. A NaN is a missing value.
 */
export function csvEncoder(schema: readonly ColumnSchema[]): TableEncoder {
  // Grows with the table: most are small, and memory taken in advance costs more than the rows of one.
  const out = new ByteWriter(1 << 16)
  const header = `${schema.map(({ name }) => quoted(name)).join(',')}\n`
  let started = false
  const begin = (): void => {
    if (!started) out.text(header)
    started = true
  }
  return {
    async write(columns, rows, append) {
      begin()
      const cells = columns.map((column, k) => cellWriter(column, schema[k], out))
      for (let row = 0; row < rows; row++) {
        for (let k = 0; k < cells.length; k++) {
          if (k > 0) out.byte(COMMA)
          cells[k](row)
        }
        out.byte(LINE_FEED)
        if (out.length >= FLUSH_BYTES) await append(out.take())
      }
    },
    async end(append) {
      begin()
      await append(out.take())
    },
  }
}

function quoted(text: string): string {
  return text === '' || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A function that writes the column's cell of a row. */
function cellWriter(
  column: Column,
  { name, decimals }: ColumnSchema,
  out: ByteWriter,
): (row: number) => void {
  const { validity } = column
  const write = presentCellWriter(column, name, decimals, out)
  if (validity === undefined) return write
  return (row) => {
    if (validity[row] === 1) write(row)
  }
}

function presentCellWriter(
  column: Column,
  name: string,
  decimals: number | undefined,
  out: ByteWriter,
): (row: number) => void {
  switch (column.kind) {
    case 'float64': {
      const { values } = column
      return (row) => {
        const value = values[row]
        if (Number.isNaN(value)) return
        if (decimals === undefined) out.float(value)
        else out.fixed(value, decimals)
      }
    }
    case 'int32': {
      const { values } = column
      return (row) => out.integer(values[row])
    }
    case 'int64': {
      const { values } = column
      return (row) => {
        const value = values[row]
        if (Number.isNaN(value)) return
        if (!Number.isInteger(value) || Math.abs(value) > 2 ** 53)
          throw new RangeError(
            `TableSink.write: need integers up to 2^53 in "${name}", got another in row ${row}`,
          )
        out.integer(value)
      }
    }
    case 'boolean': {
      const { values } = column
      return (row) => out.ascii(values[row] === 1 ? 'true' : 'false')
    }
    case 'date': {
      const { values } = column
      return (row) => out.ascii(isoDay(values[row] * 86_400_000, name, row).slice(0, 10))
    }
    case 'timestamp': {
      const { values } = column
      return (row) => {
        const milliseconds = values[row]
        if (Number.isNaN(milliseconds)) return
        const whole = Math.floor(milliseconds)
        const microseconds = Math.round((milliseconds - whole) * 1000)
        const iso = isoDay(whole + (microseconds === 1000 ? 1 : 0), name, row)
        const extra = microseconds % 1000
        out.ascii(extra === 0 ? iso : `${iso.slice(0, -1)}${String(extra).padStart(3, '0')}Z`)
      }
    }
    case 'serial': {
      const { values, prefix, width } = column
      const plain =
        prefix !== '' && quoted(prefix) === prefix && !prefix.includes('\0') && prefix.isWellFormed()
      if (!plain) return (row) => out.text(textCell(serialText(column, row), name))
      const head = Buffer.from(prefix)
      return (row) => {
        out.bytes(head)
        out.padded(values[row], width)
      }
    }
    case 'category': {
      const { values } = column
      const cells = column.dictionary.map((text) => Buffer.from(textCell(text, name)))
      return (row) => out.bytes(cells[values[row]])
    }
    case 'text': {
      const { values } = column
      return (row) => out.text(textCell(values[row], name))
    }
  }
}

function textCell(text: string, name: string): string {
  if (!text.isWellFormed() || text.includes('\0'))
    throw new RangeError(
      `TableSink.write: need Unicode text without NUL in "${name}", got half a character or a NUL`,
    )
  return quoted(text)
}

function isoDay(milliseconds: number, name: string, row: number): string {
  if (!(milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000))
    throw new RangeError(
      `TableSink.write: need a day of the years 0–9999 in "${name}", got another in row ${row}`,
    )
  return new Date(milliseconds).toISOString()
}
