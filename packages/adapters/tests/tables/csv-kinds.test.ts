import { columnOf, countMissing } from '@pratibimba/numerics/frame'
import { describe, expect, test } from 'vitest'
import { kindsOf, valuesOf, withTableFiles } from './table-files.ts'

const files = withTableFiles()

const kindOf = async (...cells: string[]): Promise<string> =>
  (await files.read(`x,y\n${cells.map((cell) => `${cell},1\n`).join('')}`)).frame.columns.get('x')!.kind

describe('the narrowest kind that every value fits', () => {
  test.each([
    ['boolean', ['true', 'FALSE', 'True']],
    ['int32', ['1', '-2147483648', '2147483647']],
    ['int64', ['1', '2147483648', '-9007199254740992']],
    ['float64', ['1', '2.5']],
    ['float64', ['1e3', '.5', '5.', '-inf']],
    ['date', ['2024-02-29', '0001-01-01']],
    ['timestamp', ['2024-02-29T23:59:59Z', '2024-01-01 00:00', '2024-01-01T00:00:00.123456+05:30']],
    ['text', ['00123', '00124']],
    ['text', ['+49', '+50']],
    ['text', ['9007199254740993', '1']],
    ['text', ['2023-02-29', '2023-02-28']],
    ['text', ['2024-01-01', '2024-01-01T00:00']],
    ['text', ['1', 'a']],
    ['text', ['1', '1e999']],
    ['text', ['0x10', '1_000']],
    ['category', ['a', 'b', 'a', 'b']],
    ['category', ['1', 'x', '1', 'x']],
    ['float64', ['', '', '']],
  ])('%s: %j', async (kind, cells) => {
    expect(await kindOf(...cells)).toBe(kind)
  })

  test('values are exact', async () => {
    const { frame } = await files.read(
      'f,t,d,i\n0.1,1970-01-01T00:00:00.001Z,1969-12-31,9007199254740992\n123456789012345678.5e-3,2024-01-01T05:30+05:30,2000-03-01,-3\n',
    )
    expect([...columnOf(frame, 'f', 'float64').values]).toEqual([0.1, Number('123456789012345678.5e-3')])
    expect([...columnOf(frame, 't', 'timestamp').values]).toEqual([1, Date.UTC(2024, 0, 1)])
    expect([...columnOf(frame, 'd', 'date').values]).toEqual([-1, 11_017])
    expect([...columnOf(frame, 'i', 'int64').values]).toEqual([9007199254740992, -3])
  })

  test('a column that turns into text late keeps the text of its first cells', async () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => `${row}.50,1,${row % 7}`)
    rows[9_999] = 'unknown,x,3'
    const { frame } = await files.read(`a,b,c\n${rows.join('\n')}`)
    expect(kindsOf(frame)).toEqual({ a: 'text', b: 'category', c: 'int32' })
    expect(columnOf(frame, 'a', 'text').values[3]).toBe('3.50')
    expect(columnOf(frame, 'a', 'text').values[9_999]).toBe('unknown')
    expect(columnOf(frame, 'c', 'int32').values[9_999]).toBe(3)
  })

  test('categories are numbered in the order of their text, whatever the order of the rows', async () => {
    const one = (await files.read('x\nb\na\nb\na\n')).frame
    const other = (await files.read('x\na\nb\na\nb\n')).frame
    expect(columnOf(one, 'x', 'category').dictionary).toEqual(['a', 'b'])
    expect(columnOf(other, 'x', 'category').dictionary).toEqual(['a', 'b'])
    expect([...columnOf(one, 'x', 'category').values]).toEqual([1, 0, 1, 0])
  })

  test('more than 65,536 distinct strings are text however often they repeat', async () => {
    const rows = Array.from({ length: 140_000 }, (_, row) => `k${row % 70_000}`)
    const { frame } = await files.read(`x\n${rows.join('\n')}\n`)
    expect(columnOf(frame, 'x', 'text').values).toEqual(rows)
  })
})

describe('missing values', () => {
  test('markers are missing among numbers, dates and booleans, and values among texts', async () => {
    const { frame } = await files.read(
      'n,d,b,s\nNA,null,None,NA\n1,2024-01-01,true,NA\nNaN,N/A,,x\n3,NULL,false,x\n',
    )
    expect(kindsOf(frame)).toEqual({ n: 'int32', d: 'date', b: 'boolean', s: 'category' })
    expect(valuesOf(frame).find(([name]) => name === 'n')![1]).toEqual([null, 1, null, 3])
    expect(countMissing(columnOf(frame, 'd'))).toBe(3)
    expect(valuesOf(frame).find(([name]) => name === 's')![1]).toEqual(['NA', 'NA', 'x', 'x'])
  })

  test('an unquoted empty cell is missing, a quoted one an empty text', async () => {
    const { frame } = await files.read('s,n\n,1\n"",""\na,\na,2\n', { kinds: { s: 'text' } })
    expect(valuesOf(frame)).toEqual([
      ['s', [null, '', 'a', 'a']],
      ['n', [1, null, null, 2]],
    ])
  })

  test('in a table of one column a blank line is a missing value', async () => {
    expect(valuesOf((await files.read('x\n1\n\n2\n')).frame)).toEqual([['x', [1, null, 2]]])
    expect(valuesOf((await files.read('x,y\n1,1\n\n2,2\n')).frame)[0]).toEqual(['x', [1, 2]])
  })
})

describe('kinds asked for', () => {
  test('override what would be found', async () => {
    const { frame } = await files.read('a,b,c,d,e\n007,1,1,2024-01-01,5.0\n008,0,2,2024-01-02,6\n', {
      kinds: { a: 'int32', b: 'boolean', c: 'category', d: 'timestamp', e: 'int64' },
    })
    expect(kindsOf(frame)).toEqual({ a: 'int32', b: 'boolean', c: 'category', d: 'timestamp', e: 'int64' })
    expect([...columnOf(frame, 'a', 'int32').values]).toEqual([7, 8])
  })

  test('a value that does not fit rejects its row by line, column and reason, without its content', async () => {
    const { frame, rejected, rejectedCount } = await files.read('a,b\n1,x\nsecret,y\n3,z\n2.5,w\n', {
      kinds: { a: 'int32' },
      maxRejectedShare: 0.5,
    })
    expect(frame.rows).toBe(2)
    expect(valuesOf(frame)).toEqual([
      ['a', [1, 3]],
      ['b', ['x', 'z']],
    ])
    expect(rejectedCount).toBe(2)
    expect(rejected).toEqual([
      { line: 3, column: 'a', reason: 'not a value of kind int32' },
      { line: 5, column: 'a', reason: 'not a value of kind int32' },
    ])
  })

  test('a rejected row leaves no trace in the kinds of the other columns', async () => {
    const { frame } = await files.read('b,a\n1,1\nx,bad\n2,2\n', {
      kinds: { a: 'int32' },
      maxRejectedShare: 0.5,
    })
    expect(kindsOf(frame)).toEqual({ b: 'int32', a: 'int32' })
  })

  test('a column that is not there is refused by name', async () => {
    const error = await files.refusal('a\n1\n', { kinds: { b: 'int32' } })
    expect([error.code, error.column]).toEqual(['column_missing', 'b'])
  })
})

describe('forms of CSV', () => {
  test.each([
    [';', 'a;b\n1,5;2\n2,5;3\n'],
    ['\t', 'a\tb\n1\t2\n'],
    ['|', 'name, first|b\nx, y|2\n'],
    [',', 'a,b;c\n1,2;3\n'],
  ])('delimiter %j', async (_, text) => {
    expect((await files.read(text)).frame.columns.size).toBe(2)
  })

  test('a delimiter asked for is taken', async () => {
    expect([...(await files.read('a,b;c\n1,2;3\n', { delimiter: ';' })).frame.columns.keys()]).toEqual([
      'a,b',
      'c',
    ])
  })

  test('byte order mark, CR LF, lone CR, no last line break, leading blank lines', async () => {
    const expected = [
      ['a', [1, 3]],
      ['b', [2, 4]],
    ]
    for (const text of [
      '\uFEFFa,b\r\n1,2\r\n3,4',
      'a,b\r1,2\r3,4\r',
      '\n\n"a",b\n1,2\n3,4\n',
      ' a , b\n1, 2\n 3,4\n',
    ])
      expect(valuesOf((await files.read(text)).frame)).toEqual(expected)
  })

  test('quotes, line breaks, delimiters and any script inside cells', async () => {
    const cells = [
      'say "hi"',
      'two\nlines',
      'two\r\nlines',
      'a,b',
      'प्रतिबिम्ब 鏡 🪞',
      "it's",
      ' padded ',
      '=1+1',
      '5" pipe',
    ]
    const text = `x,y\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}",1\n`).join('')}`
    const { frame } = await files.read(text)
    expect(columnOf(frame, 'x', 'text').values).toEqual(cells)
    expect(columnOf((await files.read('x,y\n5" pipe,1\n6" pipe,2\n')).frame, 'x', 'text').values[0]).toBe(
      '5" pipe',
    )
  })

  test('names like numbers keep their order, and __proto__ is a name like any other', async () => {
    const { frame } = await files.read('2,1,__proto__,constructor\n1,2,3,4\n')
    expect([...frame.columns.keys()]).toEqual(['2', '1', '__proto__', 'constructor'])
    expect(columnOf(frame, '__proto__', 'int32').values[0]).toBe(3)
  })

  test('a constant column and a column all missing', async () => {
    const { frame } = await files.read('c,m,k\nx,,1\nx,,1\nx,,1\n')
    expect(kindsOf(frame)).toEqual({ c: 'category', m: 'float64', k: 'int32' })
    expect(countMissing(columnOf(frame, 'm'))).toBe(3)
  })

  test('lines are counted as an editor counts them, also inside quotes', async () => {
    const { rejected } = await files.read('a,b\n"x\ny\r\nz",1\n2\n3,3\n4,4\n', { maxRejectedShare: 0.5 })
    expect(rejected).toEqual([{ line: 5, reason: '1 cells where the header has 2' }])
  })
})
