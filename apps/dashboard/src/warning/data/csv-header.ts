/** Names of the columns of a CSV file, from its first line, so that they can be chosen. */

const separators = [',', ';', '\t', '|'] as const
/** A header that is longer than this is none. */
const HEAD_BYTES = 65_536

/** @returns undefined where the file does not begin with a line of text, as a Parquet file does not */
export async function csvColumns(file: Blob): Promise<readonly string[] | undefined> {
  const head = await file.slice(0, HEAD_BYTES).text()
  return headerOf(head)
}

export function headerOf(text: string): readonly string[] | undefined {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, 1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes below a space are no text
  if (line === '' || line.startsWith('PAR1') || /[\u0000-\u0008\uFFFD]/.test(line)) return undefined
  const separator = separators.reduce((best, one) =>
    cellsOf(line, one).length > cellsOf(line, best).length ? one : best,
  )
  return cellsOf(line, separator).map((name) => name.trim())
}

/** Cells of one line; a quoted cell may hold the separator, and a quote twice for once. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!
    if (letter === '"') {
      if (quoted && line[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = !quoted
    } else if (letter === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}
