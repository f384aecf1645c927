import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { frameOf } from '@pratibimba/numerics/frame'
import { TableError } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTables } from '../../tables/index.ts'
import { valuesOf, withTableFiles } from './table-files.ts'

const files = withTableFiles()

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const long = 'x'.repeat(1_000_000)

describe('a CSV that is refused', () => {
  test.each<[string, string | Uint8Array, Partial<TableError>]>([
    ['empty', '', { code: 'file_empty' }],
    ['blank lines only', '\n\r\n\n', { code: 'file_empty' }],
    ['byte order mark only', '\uFEFF', { code: 'file_empty' }],
    ['header only', 'a,b\n', { code: 'header_only' }],
    ['header without line break', 'a,b', { code: 'header_only' }],
    ['duplicate column names', 'a,b,a\n1,2,3\n', { code: 'duplicate_column', line: 1, column: 'a' }],
    ['an empty column name', 'a,,b\n1,2,3\n', { code: 'empty_column_name', line: 1 }],
    ['an unclosed quote', 'a,b\n1,2\n3,"x\n5,6\n', { code: 'unclosed_quote', line: 3, column: 'b' }],
    ['an unclosed quote in the header', 'a,"b\n1,2\n', { code: 'unclosed_quote', line: 1 }],
    ['Latin-1', bytes(97, 10, 77, 0xfc, 108, 10), { code: 'wrong_encoding', line: 2 }],
    ['UTF-16 with mark', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), { code: 'wrong_encoding', line: 1 }],
    ['UTF-16 without mark', Buffer.from('a,b\n1,2\n', 'utf16le'), { code: 'wrong_encoding', line: 1 }],
    ['a NUL byte', 'a,b\n1,2\n3,\0\n', { code: 'wrong_encoding', line: 3 }],
    [
      'a character cut off at the end',
      bytes(97, 10, 49, 10, 0xe2, 0x82),
      { code: 'wrong_encoding', line: 3 },
    ],
    ['a surrogate in UTF-8', bytes(97, 10, 0xed, 0xa0, 0x80, 10), { code: 'wrong_encoding', line: 2 }],
    ['a million characters', `a,b\n1,2\n3,${long}\n`, { code: 'cell_too_long', line: 3, column: 'b' }],
    [
      'a million quoted characters',
      `a,b\n1,2\n"${long}",3\n`,
      { code: 'cell_too_long', line: 3, column: 'a' },
    ],
    [
      'a million characters of Chinese',
      `a,b\n1,${'鏡'.repeat(1_000_000)}\n`,
      { code: 'cell_too_long', line: 2, column: 'b' },
    ],
    ['a million characters of header', `a,${long}\n1,2\n`, { code: 'cell_too_long', line: 1 }],
    ['cut in the middle of a line', 'a,b,c\n1,2,3\n4,5', { code: 'file_truncated', line: 3 }],
    ['cut inside quotes', 'a,b\n1,"two', { code: 'unclosed_quote', line: 2, column: 'b' }],
    ['mostly ragged', 'a,b\n1,2\n3\n4,5,6\n', { code: 'too_many_rejected', line: 3 }],
    ['a workbook', bytes(0x50, 0x4b, 3, 4, 20, 0), { code: 'unreadable' }],
    ['an empty gzip', gzipSync(''), { code: 'file_empty' }],
    ['damaged gzip', bytes(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), { code: 'unreadable' }],
    ['truncated gzip', gzipSync(`a,b\n${'1,2\n'.repeat(1000)}`).subarray(0, 30), { code: 'file_truncated' }],
  ])('%s', async (_, content, expected) => {
    const error = await files.refusal(content)
    expect(error).toMatchObject(expected)
    expect(error.message).not.toContain('xxxx')
  })

  test('a file that is not there, and a folder', async () => {
    await expect(files.tables.read(files.path('absent.csv'))).rejects.toMatchObject({ code: 'file_missing' })
    await expect(files.tables.read(files.path('.'))).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('an unclosed quote early in a file of megabytes does not swallow it', async () => {
    const error = await files.refusal(`a,b\n1,"x\n${'2,3\n'.repeat(3_000_000)}`)
    expect(error).toMatchObject({ code: 'unclosed_quote', line: 2, column: 'b' })
  })

  test('a cell limit of the caller holds to the character', async () => {
    expect((await files.read('a\n12345\n', { maxCellCharacters: 5 })).frame.rows).toBe(1)
    expect(await files.refusal('a\n123456\n', { maxCellCharacters: 5 })).toMatchObject({
      code: 'cell_too_long',
      line: 2,
    })
    expect((await files.read('a\n"鏡""鏡鏡鏡"\n', { maxCellCharacters: 5 })).frame.rows).toBe(1)
  })
})

describe('a CSV with bad rows', () => {
  test('ragged rows are listed by line and left out', async () => {
    const lines = Array.from({ length: 1000 }, (_, row) => `${row},x`)
    lines[10] = '10'
    lines[20] = '20,x,y'
    const { frame, rejected, rejectedCount } = await files.read(`a,b\n${lines.join('\n')}\n`)
    expect([frame.rows, rejectedCount]).toEqual([998, 2])
    expect(rejected).toEqual([
      { line: 12, reason: '1 cells where the header has 2' },
      { line: 22, reason: 'more than the 2 cells of the header' },
    ])
  })

  test('a stray quote costs its own line only', async () => {
    const lines = Array.from({ length: 1000 }, (_, row) => `${row},"x"`)
    lines[10] = '10,"x'
    const { frame, rejected } = await files.read(`a,b\n${lines.join('\n')}\n`)
    expect(frame.rows).toBe(999)
    expect(rejected).toEqual([{ line: 12, reason: 'text after a closing quote' }])
  })

  test('the list is bounded, the count is not', async () => {
    const { rejected, rejectedCount } = await files.read(`a,b\n1,1\n${'1\n'.repeat(50)}2,2\n`, {
      maxRejectedShare: 1,
      maxRejectedListed: 3,
    })
    expect([rejected.length, rejectedCount]).toEqual([3, 50])
  })

  test('quotes that never pair up end in an error, not in a scan without end', async () => {
    const error = await files.refusal(`p,q\n${'a","b\n'.repeat(300_000)}a"\n`).catch((cause) => cause)
    expect(error).toBeInstanceOf(TableError)
  })
})

describe('Parquet that is refused', () => {
  const frame = frameOf({ a: { kind: 'int32', values: Int32Array.of(1, 2, 3) } })

  test('cut in the middle, damaged, empty, or something else by that name', async () => {
    const whole = await readFile(await files.write(frame, 'parquet'))
    expect(await files.refusal(whole.subarray(0, 40), {}, 'cut.parquet')).toMatchObject({
      code: 'file_truncated',
    })
    const damaged = Buffer.from(whole)
    damaged.fill(0xff, damaged.length - 30, damaged.length - 8)
    expect(await files.refusal(damaged, {}, 'damaged.parquet')).toMatchObject({ code: 'unreadable' })
    for (const length of [4, 5, 200])
      expect(await files.refusal(whole.subarray(0, length), {}, 'cut.bin')).toMatchObject({
        code: 'file_truncated',
      })
    expect(await files.refusal('', {}, 'empty.parquet')).toMatchObject({ code: 'file_empty' })
    expect(await files.refusal('a,b\n1,2\n', {}, 'text.parquet')).toMatchObject({ code: 'unreadable' })
  })

  test('without rows', async () => {
    const empty = frameOf({ a: { kind: 'int32', values: new Int32Array(0) } })
    await expect(files.tables.read(await files.write(empty, 'parquet'))).rejects.toMatchObject({
      code: 'header_only',
    })
  })

  test('a kind that its values are not of', async () => {
    const path = await files.write(frameOf({ a: { kind: 'text', values: ['1', 'x'] } }), 'parquet')
    await expect(files.tables.read(path, { kinds: { a: 'int32' } })).rejects.toMatchObject({
      code: 'unreadable',
      column: 'a',
    })
    expect(valuesOf((await files.tables.read(path, { kinds: { a: 'category' } })).frame)).toEqual([
      ['a', ['1', 'x']],
    ])
  })
})

describe('a small file that would unpack to a large one', () => {
  test('is refused at the limit of the caller', async () => {
    const tables = await openTables({ threads: 1, maxUnpackedBytes: 1024 ** 2 })
    const refusalOf = (path: string) =>
      tables.read(path).then(
        () => undefined,
        (error: TableError) => error,
      )
    const rows = 200_000
    const gzip = files.path('bomb.csv.gz')
    await writeFile(gzip, gzipSync(`a,b\n${'1,12345\n'.repeat(rows)}`))
    const numbers = frameOf({ a: { kind: 'int32', values: new Int32Array(rows) } })
    const texts = frameOf({
      a: { kind: 'category', values: new Int32Array(100), dictionary: ['x'.repeat(20_000)] },
    })
    const few = frameOf({ a: { kind: 'int32', values: new Int32Array(1000) } })
    try {
      for (const path of [gzip, await files.write(numbers, 'parquet'), await files.write(texts, 'parquet')])
        expect(await refusalOf(path)).toMatchObject({
          code: 'too_large',
          message: expect.stringContaining('unpacks to more than 1 MiB'),
        })
      expect(await refusalOf(await files.write(few, 'parquet'))).toBeUndefined()
    } finally {
      await tables.close()
    }
  })
})

describe('anything at all', () => {
  const tableOrRefusal = async (name: string, content: Uint8Array): Promise<void> => {
    await writeFile(files.path(name), content)
    try {
      const { frame } = await files.tables.read(files.path(name), { maxRejectedShare: 1 })
      for (const [, column] of frame.columns) expect(column.values.length).toBe(frame.rows)
    } catch (error) {
      if (!(error instanceof TableError)) throw error
      expect(error.message).not.toBe('')
    }
  }

  test('random bytes are a table or a table error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (content) => tableOrRefusal('any.csv', content)),
      { numRuns: 300 },
    )
  })

  test('random CSV-like text is a table or a table error', async () => {
    const piece = fc.constantFrom(
      '"',
      '""',
      ',',
      '\n',
      '\r',
      '\r\n',
      ';',
      '|',
      'a',
      'é',
      '1',
      '-',
      '.5',
      '2024-01-01',
      'NA',
      ' ',
      '\0',
      '\\',
      'true',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 80 }), (pieces) =>
        tableOrRefusal('like.csv', Buffer.from(pieces.join(''))),
      ),
      { numRuns: 700 },
    )
  })

  test('a damaged gzip or Parquet is a table or a table error', async () => {
    const frame = frameOf({
      a: { kind: 'float64', values: Float64Array.from({ length: 200 }, (_, row) => row / 3) },
      b: { kind: 'category', values: new Int32Array(200), dictionary: ['x'] },
    })
    const parquet = await readFile(await files.write(frame, 'parquet'))
    const gzip = gzipSync(await readFile(await files.write(frame, 'csv')))
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(255), fc.nat(), async (position, value, cut) => {
        for (const [name, whole] of [
          ['any.parquet', parquet],
          ['any.csv.gz', gzip],
        ] as const) {
          const damaged = Buffer.from(whole)
          damaged[position % damaged.length] = value
          await tableOrRefusal(name, damaged)
          await tableOrRefusal(name, whole.subarray(0, cut % whole.length))
        }
      }),
      { numRuns: 100 },
    )
  })
})
