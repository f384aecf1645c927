import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { frameOf, frameSchema, sliceRows } from '@pratibimba/numerics/frame'
import { TableError } from '@pratibimba/risk/ports'
import { describe, expect, test } from 'vitest'
import { openTables } from '../../tables/index.ts'
import { writeProblem } from '../../tables/new-file.ts'
import { withTableFiles } from './table-files.ts'

const files = withTableFiles()

const rows = 10_000
const frame = frameOf({
  id: { kind: 'serial', values: Float64Array.from({ length: rows }, (_, row) => row), prefix: 'B', width: 6 },
  amount: {
    kind: 'float64',
    values: Float64Array.from({ length: rows }, (_, row) => ((row * 37) % 1000) / 8),
  },
  grade: {
    kind: 'category',
    values: Int32Array.from({ length: rows }, (_, row) => (row * 7) % 4),
    dictionary: ['A', 'B', 'C', 'D'],
  },
  note: { kind: 'text', values: Array.from({ length: rows }, (_, row) => 'n'.repeat(row % 40)) },
})
const schema = frameSchema(frame)

describe.each(['csv', 'parquet'] as const)('%s', (format) => {
  test('the bytes depend on the rows and the row group alone, not on the frames written nor the threads', async () => {
    const hashes = new Set<string>()
    for (const chunkRows of [1, 77, 4096, rows]) {
      const path = await files.write(frame, format, {
        chunkRows,
        rowGroupRows: 3000,
        name: `chunks.${format}`,
      })
      hashes.add(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      )
    }
    const threaded = await openTables({ threads: 2 })
    const sink = await threaded.openSink(files.path(`threads.${format}`), schema, {
      format,
      rowGroupRows: 3000,
    })
    // The same rows under other dictionary numbers are the same table.
    const grade = frame.columns.get('grade')!
    const turned = frameOf(
      [...frame.columns].map(([name, column]) =>
        name === 'grade' && grade.kind === 'category'
          ? ([
              name,
              {
                ...grade,
                dictionary: ['D', 'C', 'B', 'A', 'unused'],
                values: grade.values.map((code) => 3 - code),
              },
            ] as const)
          : ([name, column] as const),
      ),
    )
    await sink.write(sliceRows(frame, 0, 5000))
    await sink.write(sliceRows(turned, 5000, rows))
    hashes.add((await sink.close()).sha256)
    await threaded.close()
    expect(hashes.size).toBe(1)
  })

  test('close answers what the file is', async () => {
    const path = files.path(`whole.${format}`)
    const sink = await files.tables.openSink(path, schema, { format })
    await sink.write(frame)
    const written = await sink.close()
    const content = await readFile(path)
    expect(written).toEqual({
      path,
      rows,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })
  })

  test('nothing stands under the name until close, and nothing at all after abort or a bad frame', async () => {
    const path = files.path(`${format}-folder/table.${format}`)
    await mkdir(dirname(path))
    const one = await files.tables.openSink(path, schema, { format })
    await one.write(frame)
    expect(await readdir(dirname(path))).not.toContain(`table.${format}`)
    await one.abort()
    expect(await readdir(dirname(path))).toEqual([])
    const other = await files.tables.openSink(path, schema, { format })
    await expect(other.write(frameOf({ x: { kind: 'int32', values: Int32Array.of(1) } }))).rejects.toThrow(
      RangeError,
    )
    expect(await readdir(dirname(path))).toEqual([])
    await expect(other.close()).rejects.toThrow('closed')
    await other.abort()
  })

  test('an older file stays until the new one is whole', async () => {
    const path = files.path(`older.${format}`)
    await writeFile(path, 'old')
    const sink = await files.tables.openSink(path, schema, { format })
    await sink.write(frame)
    expect(await readFile(path, 'utf8')).toBe('old')
    await sink.close()
    expect((await files.tables.read(path)).frame.rows).toBe(rows)
  })

  test('writes that are not awaited keep their order', async () => {
    const path = files.path(`order.${format}`)
    const sink = await files.tables.openSink(path, schema, { format })
    await Promise.all([
      sink.write(sliceRows(frame, 0, 10)),
      sink.write(sliceRows(frame, 10, 30)),
      sink.close(),
    ])
    expect((await files.tables.read(path)).frame.rows).toBe(30)
  })

  test.each([
    ['half a surrogate pair', frameOf({ t: { kind: 'text', values: ['\ud800'] } })],
    ['an integer beyond 2^53', frameOf({ t: { kind: 'int64', values: Float64Array.of(2 ** 60) } })],
    ['a fraction among integers', frameOf({ t: { kind: 'int64', values: Float64Array.of(0.5) } })],
  ])('%s is refused', async (_, bad) => {
    await expect(files.write(bad, format)).rejects.toThrow(RangeError)
  })
})

test('a schema that no reader would take back is refused', async () => {
  const open = (names: string[]) =>
    files.tables.openSink(
      files.path('x.csv'),
      names.map((name) => ({ name, kind: 'int32' as const })),
      { format: 'csv' },
    )
  await expect(open([])).rejects.toThrow('at least one column')
  await expect(open(['a', 'a'])).rejects.toThrow('"a" twice')
  await expect(open([''])).rejects.toThrow('a name for every column')
})

test('CSV numbers are shortest, or fixed where the schema says so', async () => {
  const values = Float64Array.of(1, -0.5, 12.3, 1 / 3, 1e21, -0, 123456.789, 0.1 + 0.2, 1e-7, Number.NaN)
  const money = frameOf({
    shortest: { kind: 'float64', values },
    money: { kind: 'float64', values, decimals: 2 },
  })
  const lines = (await readFile(await files.write(money, 'csv'), 'utf8')).trimEnd().split('\n')
  expect(lines).toEqual([
    'shortest,money',
    '1,1.00',
    '-0.5,-0.50',
    '12.3,12.30',
    '0.3333333333333333,0.3333333333333333',
    '1e+21,1e+21',
    '-0,-0',
    '123456.789,123456.789',
    '0.30000000000000004,0.30000000000000004',
    '1e-7,1e-7',
    ',',
  ])
})

test('what goes wrong on the disk has a code', async () => {
  await expect(
    files.tables.openSink(files.path('no/such/folder.csv'), schema, { format: 'csv' }),
  ).rejects.toMatchObject({ code: 'file_missing' })
  for (const [code, expected] of [
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'unwritable'],
  ])
    expect(writeProblem(Object.assign(new Error(code), { code }), 'x')).toMatchObject({ code: expected })
  const other = new Error('bug')
  expect(writeProblem(other, 'x')).toBe(other)
  expect(writeProblem(Object.assign(new Error(), { code: 'ENOSPC' }), 'x')).toBeInstanceOf(TableError)
})
