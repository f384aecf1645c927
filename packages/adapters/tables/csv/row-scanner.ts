/** Splits bytes into the cells of one row at a time (RFC 4180), without copying them. */

const QUOTE = 34
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** The row continues beyond the bytes given. */
export const NEED_MORE = -1
/** Text stands between a closing quote and the next delimiter, or a row over several lines has too many cells. */
export const MALFORMED = -2

/** How a cell was written. */
export const PLAIN = 0
const QUOTED = 1
/** Quoted, with doubled quotes inside. */
export const ESCAPED = 2

/**
 * Scanner over a buffer the caller fills. `bytes[end]` must be writable: a sentinel stands there while scanning.
 * After a row, cell k is bytes [starts[k], ends[k]) without its quotes, written as styles[k].
 */
export class RowScanner {
  starts: Int32Array
  ends: Int32Array
  styles: Uint8Array
  /** First byte after the row, and the line it lies on. */
  nextPosition = 0
  nextLine = 1
  /** Line and cell of the quote still open when `scan` answered NEED_MORE; 0 when none is. */
  openQuoteLine = 0
  openQuoteCell = 0
  private readonly delimiter: number

  constructor(delimiter: number, expectedCells: number) {
    this.delimiter = delimiter
    this.starts = new Int32Array(expectedCells + 1)
    this.ends = new Int32Array(expectedCells + 1)
    this.styles = new Uint8Array(expectedCells + 1)
  }

  /**
   * Scans the row that begins at `position`.
   *
   * @param final whether the bytes end with the file
   * @param maxCells cells stored; further ones are only counted
   * @returns the number of cells (a blank line has one empty cell), NEED_MORE or MALFORMED
   */
  scan(
    bytes: Uint8Array,
    position: number,
    end: number,
    line: number,
    final: boolean,
    maxCells: number,
  ): number {
    const { delimiter, starts, ends, styles } = this
    const kept = bytes[end]
    bytes[end] = LINE_FEED
    this.openQuoteLine = 0
    const firstLine = line
    let cells = 0
    let i = position
    let result = NEED_MORE
    for (;;) {
      let start = i
      let stop: number
      let style = PLAIN
      if (bytes[i] === QUOTE && i < end) {
        style = QUOTED
        this.openQuoteLine = line
        this.openQuoteCell = cells
        start = ++i
        for (;;) {
          const byte = bytes[i]
          if (byte === QUOTE && i < end) {
            if (i + 1 < end && bytes[i + 1] === QUOTE) {
              style = ESCAPED
              i += 2
              continue
            }
            break
          }
          if (byte === LINE_FEED) {
            if (i >= end) break
            line++
          } else if (byte === CARRIAGE_RETURN && (i + 1 >= end || bytes[i + 1] !== LINE_FEED)) line++
          i++
        }
        // A quote at the very end may be the first half of a doubled one.
        if (i >= end || (i + 1 >= end && !final)) break
        this.openQuoteLine = 0
        stop = i++
        const after = bytes[i]
        if (i < end && after !== delimiter && after !== LINE_FEED && after !== CARRIAGE_RETURN) {
          result = MALFORMED
          break
        }
      } else {
        let byte = bytes[i]
        while (byte !== delimiter && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) byte = bytes[++i]
        stop = i
      }
      if (cells < maxCells) {
        starts[cells] = start
        ends[cells] = stop
        styles[cells] = style
      }
      cells++
      if (i >= end) {
        if (!final) break
        this.nextPosition = end
        this.nextLine = line
        result = cells
        break
      }
      const byte = bytes[i]
      if (byte === delimiter) {
        if (cells > maxCells && line > firstLine) {
          result = MALFORMED
          break
        }
        i++
        continue
      }
      if (byte === CARRIAGE_RETURN) {
        if (i + 1 >= end && !final) break
        if (i + 1 < end && bytes[i + 1] === LINE_FEED) i++
      }
      this.nextPosition = i + 1
      this.nextLine = line + 1
      result = cells
      break
    }
    bytes[end] = kept
    return result
  }
}
