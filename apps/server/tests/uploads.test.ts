import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Upload, UploadList, UploadReply } from '@pratibimba/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { multipart, withTestServer } from './support/test-server.ts'

const limitBytes = 3_000_000
const server = withTestServer({ uploadBytes: limitBytes, uploadFiles: 3, unpackedBytes: 1024 ** 2 })

const header = 'customer_id,full_name,email,age,income,segment,defaulted'
const row = (i: number) =>
  `C${String(i).padStart(5, '0')},Person ${i},person${i}@example.com,${20 + (i % 45)},${20_000 + ((i * 7919) % 60_000)},${'ABC'[i % 3]},${i % 9 === 0 ? 1 : 0}`
const customers = (rows: number) => [header, ...Array.from({ length: rows }, (_, i) => row(i))].join('\n')

const scratchFiles = () => readdir(join(server.context.settings.dataDirectory, 'artifacts', 'scratch'))

afterEach(async () => {
  expect(await scratchFiles()).toEqual([])
  expect(server.background).toEqual([])
})

describe('an upload', () => {
  it('is read, described, corrected and removed', async () => {
    const text = customers(300)
    const reply = expectReply<UploadReply>(
      'uploadData',
      await server.upload([{ name: 'customers.csv', data: text }]),
    )
    expect(reply.file_id).toMatch(/^RAW_[0-9a-f]{8}$/)
    expect(reply.detected_columns).toEqual(header.split(','))
    const byName = Object.fromEntries(reply.schema.tables[0].columns.map((column) => [column.name, column]))
    expect(byName.email).toMatchObject({ type: 'personal', personal_kind: 'email' })
    expect(byName.customer_id.type).toBe('identifier')
    expect(reply.message).toContain('300 rows and 7 columns')

    const address = `/api/fintech/uploads/${reply.file_id}`
    const upload = expectReply<Upload>('getUpload', await server.get(address))
    expect(upload).toMatchObject({
      rows: 300,
      bytes: text.length,
      status: 'READY',
      filename: 'customers.csv',
    })
    expect(upload.sha256).toBe(createHash('sha256').update(text).digest('hex'))
    expect(
      expectReply<UploadList>('listUploads', await server.get('/api/fintech/uploads?status=READY')).total,
    ).toBe(1)

    const patch = (payload: object) => server.inject({ method: 'PATCH', url: `${address}/schema`, payload })
    const corrected = expectReply<Upload>(
      'correctSchema',
      await patch({
        columns: [
          { name: 'segment', quasi_identifier: true },
          { name: 'age', quasi_identifier: false },
        ],
      }),
    )
    const again = Object.fromEntries(
      corrected.schema.tables[0].columns.map((column) => [column.name, column]),
    )
    expect([again.segment.quasi_identifier, again.age.quasi_identifier]).toEqual([true, false])
    expectProblem(await patch({ columns: [{ name: 'nothing', type: 'category' }] }), 422, 'unusable_data')
    expectProblem(await patch({ colums: [] }), 422, 'out_of_range')

    expectReply('deleteUpload', await server.inject({ method: 'DELETE', url: address }))
    expect(expectReply<Upload>('getUpload', await server.get(address)).status).toBe('REMOVED')
    expect(await server.context.artifacts.list(reply.file_id)).toEqual([])
    expectProblem(await server.inject({ method: 'DELETE', url: address }), 409, 'conflict')
    expectProblem(await patch({}), 409, 'conflict')
    expectProblem(
      await server.post('/api/fintech/clone-portfolio', { file_id: reply.file_id }),
      409,
      'conflict',
    )
  })

  it('is removed once, by whoever comes first', async () => {
    const { file_id } = expectReply<UploadReply>(
      'uploadData',
      await server.upload([{ name: 'a.csv', data: customers(20) }]),
    )
    const url = `/api/fintech/uploads/${file_id}`
    const replies = await Promise.all([1, 2, 3, 4].map(() => server.inject({ method: 'DELETE', url })))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409])
    const { total } = (
      await server.get(`/api/fintech/audit-log?operation=UPLOAD_REMOVED&portfolio_id=${file_id}`)
    ).json()
    expect(total).toBe(1)
  })

  it('may be several files that belong together', async () => {
    const loans = [
      'loan_id,customer_id,amount',
      ...Array.from(
        { length: 200 },
        (_, i) => `L${10000 + i},C${String(i % 100).padStart(5, '0')},${1000 + i}`,
      ),
    ].join('\n')
    const reply = expectReply<UploadReply>(
      'uploadData',
      await server.upload([
        { name: 'customers.csv', data: customers(100) },
        { name: 'loans.csv', data: loans },
      ]),
    )
    expect(reply.schema.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['customers', 100],
      ['loans', 200],
    ])
    expect(reply.schema.relationships).toEqual([
      {
        child_table: 'loans',
        child_column: 'customer_id',
        parent_table: 'customers',
        parent_column: 'customer_id',
      },
    ])
    expect(reply.detected_columns).toContain('loans.amount')
  })

  it.each([
    ['../../etc/passwd', 'passwd.csv'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['%2e%2e%2fx.csv', '2e_2e_2fx.csv'],
    ['.htaccess', 'htaccess.csv'],
    ['con.csv', 'data_con.csv'],
    ['größe & maß.CSV', 'gro_e_ma.csv'],
    [`${'long'.repeat(100)}.csv`, `${'long'.repeat(20)}.csv`],
  ])('named %s is stored as %s', async (name, stored) => {
    const reply = expectReply<UploadReply>('uploadData', await server.upload([{ name, data: customers(20) }]))
    expect(reply.filename.normalize('NFC')).toBe(stored)
    expect((await server.context.artifacts.list(reply.file_id)).map(({ key }) => key)).toEqual([
      `${reply.file_id}/${stored}`,
    ])
  })

  it('keeps files of one name apart', async () => {
    const file = { name: 'a.csv', data: customers(20) }
    const reply = expectReply<UploadReply>(
      'uploadData',
      await server.upload([file, { ...file, name: 'x/a.csv' }]),
    )
    expect(reply.schema.tables.map(({ filename }) => filename)).toEqual(['a.csv', 'a_2.csv'])
  })

  it.each([
    ['constant and all-missing columns', 'id,c,m\n1,x,\n2,x,\n3,x,\n4,x,\n5,x,\n6,x,'],
    ['one column', `v\n${Array.from({ length: 50 }, (_, i) => i).join('\n')}`],
    ['quotes, commas and line breaks inside', 'id,t\n1,"a, ""b""\nc"\n2,d\n3,e'],
    ['a byte order mark and CRLF', '\ufeffid,v\r\n1,2\r\n3,4\r\n'],
  ])('with %s is taken', async (_, data) => {
    expectReply('uploadData', await server.upload([{ name: 'x.csv', data }]))
  })
})

describe('a file that is no table', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /empty/i],
    ['header only', header, /no rows|header/i],
    ['ragged', `a,b,c\n${'1,2,3\n4,5\n'.repeat(20)}`, /line|rows/i],
    ['with an unclosed quote', `a,b\n1,"x\n${'2,y\n'.repeat(100)}`, /quote/i],
    ['in latin-1', Buffer.from('name,v\nJos\xe9,1\nZo\xeb,2\n', 'latin1'), /UTF-8/],
    ['with a column twice', 'a,a\n1,2\n', /both named/],
    ['with a cell of a million characters', `a,b\n1,${'x'.repeat(1_000_000)}\n`, /characters|long/i],
    [
      'a cut Parquet file',
      Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(200)]),
      /Parquet file has no end/,
    ],
    ['binary', Buffer.from(Array.from({ length: 3000 }, (_v, i) => (i * 37) % 256)), /./],
  ])('%s is refused with a reason, and nothing is kept', async (_, data, reason) => {
    const before = (await server.get('/api/fintech/uploads')).json<UploadList>().total
    const problem = expectProblem(
      await server.upload([{ name: 'my data.csv', data }]),
      400,
      'unreadable_file',
    )
    expect(problem.detail).toMatch(reason)
    expect(problem.detail).not.toContain(server.context.settings.dataDirectory)
    expect((await server.get('/api/fintech/uploads')).json<UploadList>().total).toBe(before)
  })

  it('that unpacks to more than the limit is refused', async () => {
    const data = gzipSync(`a,b\n${'1,2\n'.repeat(500_000)}`)
    const problem = expectProblem(await server.upload([{ name: 'x.csv.gz', data }]), 413, 'too_large')
    expect(problem.detail).toMatch(/unpacks to more than 1 MiB/)
  })

  it('beside a good one refuses both', async () => {
    const before = (await server.get('/api/fintech/uploads')).json<UploadList>().total
    const problem = expectProblem(
      await server.upload([
        { name: 'good.csv', data: customers(20) },
        { name: 'bad.csv', data: '' },
      ]),
      400,
      'unreadable_file',
    )
    expect(problem.detail).toContain('bad.csv')
    expect((await server.get('/api/fintech/uploads')).json<UploadList>().total).toBe(before)
  })
})

describe('a request that is no upload', () => {
  const send = (payload: Buffer | string, headers: Record<string, string>) =>
    server.inject({ method: 'POST', url: '/api/fintech/upload-data', payload, headers })

  it('of another content type is refused', async () => {
    expectProblem(await send('{}', { 'content-type': 'application/json' }), 415, 'unsupported_media_type')
  })

  it('without a file, or with parts of other names, is refused', async () => {
    const { headers } = multipart([])
    expectProblem(await send('--pratibimba-boundary--\r\n', headers), 422, 'out_of_range')
    const other = multipart([{ name: 'x.csv', data: customers(3) }], 'data')
    expectProblem(await send(other.payload, other.headers), 422, 'out_of_range')
  })

  it('that breaks off is refused', async () => {
    const { payload, headers } = multipart([{ name: 'x.csv', data: customers(50) }])
    expectProblem(await send(payload.subarray(0, 500), headers), 400, 'malformed_request')
  })

  it('over the limit is refused, announced or not, alone or together', async () => {
    const big = { name: 'big.csv', data: customers(70_000) }
    expect(big.data.length).toBeGreaterThan(limitBytes)
    const problem = expectProblem(await server.upload([big]), 413, 'too_large')
    expect(problem.detail).toMatch(/2 MiB/)
    const half = { data: customers(30_000) }
    expect(half.data.length).toBeLessThan(limitBytes)
    const files = [
      { ...half, name: 'a.csv' },
      { ...half, name: 'b.csv' },
    ]
    expectProblem(await server.upload(files), 413, 'too_large')
  })

  it('without an end is refused as soon as it passes the limit', async () => {
    const { port } = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }))
    const socket = connect(Number(port), '127.0.0.1')
    const head = '--q\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\na,b\n'
    socket.write(
      'POST /api/fintech/upload-data HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n' +
        `content-type: multipart/form-data; boundary=q\r\n\r\n${head.length.toString(16)}\r\n${head}\r\n`,
    )
    const block = '1,2\n'.repeat(64 * 1024)
    const sent = limitBytes + 4 * block.length
    for (let bytes = 0; bytes < sent; bytes += block.length)
      socket.write(`${block.length.toString(16)}\r\n${block}\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  it('with too many files is refused', async () => {
    const file = { name: 'a.csv', data: customers(10) }
    expectProblem(await server.upload([file, file, file, file]), 413, 'too_large')
  })
})
