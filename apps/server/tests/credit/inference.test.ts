/** The Open Inference Protocol over a real server: its own requests, and what is not one. */
import { rm } from 'node:fs/promises'
import type { InferRequest, JobStarted, Operations, Prediction, ReplyOf } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { checkApplication } from '@pratibimba/risk/applications'
import { applicationCaseFeatures } from '@pratibimba/risk/decisions'
import { beforeAll, describe, expect, it } from 'vitest'
import { CREDIT_MODELS_OWNER } from '../../credit/deciders.ts'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from './support/credit-bank.ts'

type Metadata = ReplyOf<Operations['inferenceModel']>
type Reply = ReplyOf<Operations['infer']>
type Tensor = InferRequest['inputs'][number]
type Values = Readonly<Record<string, number | string | null>>

const server = withTestServer()
const get = (path: string) => server.get(`/v2${path}`)
const infer = (name: string, body: unknown) => server.post(`/v2/models/${name}/infer`, body)
const CHAMPION = 'cd-20260101-000001'
const CHALLENGER = 'cd-20260102-000002'
let credit: Metadata
let rows: Values[]

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), CHAMPION)
  await registerModel(server.context, await smallCreditModel({ seed: 43 }), CHALLENGER, 'challenger')
  credit = expectReply<Metadata>('inferenceModel', await get('/models/credit'))
  const features = applicationCaseFeatures()
  const asOfDay = parseDay('2026-03-01')
  rows = bankApplications(40).map((wire) =>
    features.compute({ application: applicationOf(wire, asOfDay), sources: {}, asOfDay }),
  )
}, 120_000)

function applicationOf(wire: ReturnType<typeof bankApplications>[number], asOfDay: number) {
  const checked = checkApplication(wire, asOfDay)
  if (!('application' in checked)) throw new Error('not an application')
  return checked.application
}

/** One tensor a feature, as the metadata ask. */
function tensorsOf(metadata: Metadata, some: readonly Values[], shape = [some.length]): Tensor[] {
  return metadata.inputs.map(({ name, datatype }) => ({
    name,
    datatype,
    shape,
    data: some.map((values) => {
      const value = values[name]
      return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
    }),
  }))
}

/** All features in one tensor, categories by their codes. */
function matrixOf(metadata: Metadata, some: readonly Values[]): Tensor {
  const columns = tensorsOf(metadata, some).map(({ data }, f) => {
    const categories = metadata.inputs[f]!.parameters?.categories
    return categories === undefined
      ? data
      : data.map((label) => (label === null ? null : categories.indexOf(label as string)))
  })
  return {
    name: 'features',
    datatype: 'FP64',
    shape: [some.length, columns.length],
    data: some.map((_, row) => columns.map((column) => column[row])),
  }
}

async function outputs(name: string, body: unknown): Promise<Reply> {
  return expectReply<Reply>('infer', await infer(name, body))
}

describe('the server', () => {
  it('is live, ready, and says what it is', async () => {
    expect(expectReply('inferenceLive', await get('/health/live'))).toEqual({ live: true })
    expect(expectReply('inferenceReady', await get('/health/ready'))).toEqual({ ready: true })
    expect(expectReply('inferenceServer', await get(''))).toEqual({
      name: 'pratibimba',
      version: server.context.version,
      extensions: [],
    })
  })
})

describe('metadata', () => {
  it('of what decides: every feature with its datatype, both outputs, every version', () => {
    expect(credit).toMatchObject({
      name: 'credit',
      versions: [CHALLENGER, CHAMPION],
      platform: 'pratibimba_trees',
      outputs: [
        { name: 'score', datatype: 'FP64', shape: [-1] },
        { name: 'pd', datatype: 'FP64', shape: [-1] },
      ],
    })
    const byName = new Map(credit.inputs.map((input) => [input.name, input]))
    expect(byName.get('annual_income')).toEqual({ name: 'annual_income', datatype: 'FP64', shape: [-1] })
    expect(byName.get('loan_purpose')).toMatchObject({ datatype: 'BYTES', shape: [-1] })
    expect(byName.get('loan_purpose')!.parameters!.categories).toContain('car')
  })

  it.each([
    ['/models/champion', CHAMPION],
    ['/models/challenger', CHALLENGER],
    [`/models/${CHALLENGER}`, CHALLENGER],
    [`/models/${CHALLENGER}/versions/${CHALLENGER}`, CHALLENGER],
  ])('%s is one model', async (path, version) => {
    const metadata = expectReply<Metadata>('inferenceModel', await get(path))
    expect(metadata.versions).toEqual([version])
    expect(metadata.name).toBe(path.split('/')[2])
    expect(expectReply('inferenceModelReady', await get(`${path}/ready`))).toEqual({
      name: metadata.name,
      ready: true,
    })
  })

  it.each([
    '/models/nothing',
    '/models/nothing/ready',
    '/models/early-warning',
    '/models/credit/versions/cd-nothing',
    '/models/credit/versions/cd-nothing/ready',
    `/models/${CHAMPION}/versions/${CHALLENGER}`,
  ])('%s: nothing is there, said in `error`', async (path) => {
    const problem = expectProblem(await get(path), 404, 'not_found')
    expect(problem.error).toBe(problem.detail)
  })

  it('an address of the protocol that there is not answers with `error` too, others without', async () => {
    const problem = expectProblem(await get('/models'), 404, 'not_found')
    expect(problem.error).toBe(problem.detail)
    expect(expectProblem(await server.get('/v2x'), 404, 'not_found').error).toBeUndefined()
  })
})

describe('inference', () => {
  it('scores each row as decisions would', async () => {
    const reply = await outputs('credit', { id: '42', inputs: tensorsOf(credit, rows) })
    expect(reply).toMatchObject({ model_name: 'credit', model_version: CHAMPION, id: '42' })
    const [score, pd] = reply.outputs
    expect(score).toMatchObject({ name: 'score', datatype: 'FP64', shape: [rows.length] })
    expect(pd).toMatchObject({ name: 'pd', datatype: 'FP64', shape: [rows.length] })
    const { model } = await server.context.credit.deciders.model(CHAMPION)
    expect(pd!.data).toEqual(rows.map((values) => model.probability(model.rowOf(values))))
    expect(score!.data).toEqual(pd!.data.map((value) => 1 - (value as number)))
  })

  it('takes [n, 1], one tensor of everything flat or nested, and other datatypes of numbers', async () => {
    const expected = (await outputs('credit', { inputs: tensorsOf(credit, rows) })).outputs
    const column = tensorsOf(credit, rows, [rows.length, 1])
    const nested = matrixOf(credit, rows)
    const flat = { ...nested, data: nested.data.flat() }
    const whole = tensorsOf(credit, rows).map((tensor) =>
      tensor.name === 'has_defaults'
        ? {
            ...tensor,
            datatype: 'BOOL',
            data: tensor.data.map((value) => (value === null ? null : value === 1)),
          }
        : tensor.name === 'recent_inquiries'
          ? { ...tensor, datatype: 'INT32' }
          : tensor,
    )
    const columnNested = column.map((tensor) => ({ ...tensor, data: tensor.data.map((value) => [value]) }))
    for (const inputs of [column, columnNested, [nested], [flat], whole])
      expect((await outputs('credit', { inputs })).outputs).toEqual(expected)
  })

  it('is of the version that was asked', async () => {
    const body = { inputs: tensorsOf(credit, rows) }
    const byVersion = await server.post(`/v2/models/credit/versions/${CHALLENGER}/infer`, body)
    const challenger = expectReply<Reply>('inferVersion', byVersion)
    expect(challenger.model_version).toBe(CHALLENGER)
    expect(challenger.outputs).toEqual((await outputs(CHALLENGER, body)).outputs)
    expect(challenger.outputs).toEqual((await outputs('challenger', body)).outputs)
    expect(challenger.outputs).not.toEqual((await outputs('champion', body)).outputs)
  })

  it('answers the outputs that were asked for, in their order', async () => {
    const inputs = tensorsOf(credit, rows.slice(0, 2))
    const names = async (outputsAsked: unknown) =>
      (await outputs('credit', { inputs, outputs: outputsAsked })).outputs.map(({ name }) => name)
    expect(await names([{ name: 'pd' }])).toEqual(['pd'])
    expect(await names([{ name: 'pd', parameters: {} }, { name: 'score' }])).toEqual(['pd', 'score'])
    expect(await names([])).toEqual(['score', 'pd'])
    expect(await names(undefined)).toEqual(['score', 'pd'])
  })

  it('takes missing values and labels the model never saw', async () => {
    const missing = Object.fromEntries(credit.inputs.map(({ name }) => [name, null]))
    const strange = { ...missing, loan_purpose: 'a submarine' }
    const { outputs: answered } = await outputs('credit', { inputs: tensorsOf(credit, [missing, strange]) })
    for (const value of answered[1]!.data) {
      expect(value).toBeGreaterThan(0)
      expect(value).toBeLessThan(1)
    }
  })

  it('scores 10,000 rows, and not one more', async () => {
    const many = Array.from({ length: 10_000 }, (_, row) => rows[row % rows.length]!)
    const { outputs: answered } = await outputs('credit', { inputs: [matrixOf(credit, many)] })
    expect(answered[0]!.data).toHaveLength(10_000)
    expect(answered[0]!.data[9_999]).toBe(answered[0]!.data[9_999 % rows.length])
    const over = await infer('credit', { inputs: tensorsOf(credit, [...many, rows[0]!]) })
    expect(expectProblem(over, 422, 'out_of_range').error).toMatch(/1 to 10,000 rows/)
  }, 60_000)

  it('decides and records nothing', async () => {
    const before = (await server.get('/api/fintech/audit-log')).json().total
    await outputs('credit', { inputs: tensorsOf(credit, rows) })
    expect((await server.get('/api/fintech/audit-log')).json().total).toBe(before)
    expect(await server.context.credit.stores.decisions.list({ limit: 1, offset: 0 })).toMatchObject({
      total: 0,
    })
  })
})

/** What is wrong with a request whose other tensors are right. */
const faults: [string, (tensors: Tensor[]) => unknown, number, RegExp][] = [
  ['no body', () => [], 422, /object/],
  ['no inputs', () => ({}), 422, /inputs is missing/],
  ['empty inputs', () => ({ inputs: [] }), 422, /inputs must hold/],
  [
    'a tensor without data',
    ([first, ...rest]) => ({ inputs: [{ ...first, data: undefined }, ...rest] }),
    422,
    /data is missing/,
  ],
  ['a feature left out', ([, ...rest]) => ({ inputs: rest }), 422, /also reads age/],
  ['a feature twice', (all) => ({ inputs: [...all, all[0]] }), 422, /is there twice/],
  [
    'an unknown feature',
    (all) => ({ inputs: [...all, { ...all[0], name: 'anual_income' }] }),
    422,
    /annual_income meant/,
  ],
  [
    'everything beside a feature',
    (all) => ({ inputs: [{ ...all[0], name: 'features' }, ...all] }),
    422,
    /send it alone/,
  ],
  [
    'too few elements',
    ([first, ...rest]) => ({ inputs: [{ ...first, data: [1] }, ...rest] }),
    422,
    /needs 2 elements/,
  ],
  [
    'rows that differ',
    ([first, second, ...rest]) => ({ inputs: [first, { ...second, shape: [1], data: [1] }, ...rest] }),
    422,
    /as many rows as age has, 2; got 1/,
  ],
  [
    'three dimensions',
    ([first, ...rest]) => ({ inputs: [{ ...first, shape: [2, 1, 1] }, ...rest] }),
    422,
    /needs \[n\] or \[n, 1\]/,
  ],
  [
    'no dimension',
    ([first, ...rest]) => ({ inputs: [{ ...first, shape: [], data: [1] }, ...rest] }),
    422,
    /rows, got \[\]/,
  ],
  [
    'no row',
    (all) => ({ inputs: all.map((tensor) => ({ ...tensor, shape: [0], data: [] })) }),
    422,
    /1 to 10,000 rows/,
  ],
  [
    'a shape that lies',
    ([first, ...rest]) => ({ inputs: [{ ...first, shape: [2, 1], data: [[1], [1, 2]] }, ...rest] }),
    422,
    /does not have the shape/,
  ],
  [
    'a negative shape',
    ([first, ...rest]) => ({ inputs: [{ ...first, shape: [-2] }, ...rest] }),
    422,
    /shape\/0/,
  ],
  [
    'a huge shape',
    ([first, ...rest]) => ({ inputs: [{ ...first, shape: [2, 1e15] }, ...rest] }),
    422,
    /needs \[n\]/,
  ],
  [
    'text for a number',
    ([first, ...rest]) => ({ inputs: [{ ...first, data: ['1', '2'] }, ...rest] }),
    422,
    /no finite number/,
  ],
  [
    'a number beyond all',
    ([first, ...rest]) => ({ inputs: [{ ...first, datatype: 'UINT8', data: [1, 300] }, ...rest] }),
    422,
    /no UINT8/,
  ],
  [
    'a fraction as a whole number',
    ([first, ...rest]) => ({ inputs: [{ ...first, datatype: 'INT64', data: [1, 1.5] }, ...rest] }),
    422,
    /no INT64/,
  ],
  [
    'bytes for a number',
    ([first, ...rest]) => ({ inputs: [{ ...first, datatype: 'BYTES' }, ...rest] }),
    422,
    /got BYTES/,
  ],
  [
    'a datatype there is not',
    ([first, ...rest]) => ({ inputs: [{ ...first, datatype: 'FP65' }, ...rest] }),
    422,
    /got FP65/,
  ],
  [
    'numbers for a category',
    (all) => ({
      inputs: all.map((tensor) =>
        tensor.name === 'loan_purpose' ? { ...tensor, datatype: 'FP64', data: [0, 1] } : tensor,
      ),
    }),
    422,
    /needs BYTES/,
  ],
  [
    'labels that are no text',
    (all) => ({
      inputs: all.map((tensor) => (tensor.name === 'loan_purpose' ? { ...tensor, data: [0, 1] } : tensor)),
    }),
    422,
    /no text/,
  ],
  ['an output there is not', (inputs) => ({ inputs, outputs: [{ name: 'loan' }] }), 422, /answers score, pd/],
  [
    'a binary tensor',
    ([first, ...rest]) => ({ inputs: [{ ...first, parameters: { binary_data_size: 16 } }, ...rest] }),
    422,
    /binary tensors are not taken/,
  ],
  [
    'binary outputs',
    (inputs) => ({ inputs, parameters: { binary_data_output: true } }),
    422,
    /answered as JSON/,
  ],
]

describe('requests that are none', () => {
  it.each(faults)('%s', async (_, change, status, why) => {
    const body = change(tensorsOf(credit, rows.slice(0, 2)))
    const problem = expectProblem(await infer('credit', body), status, 'out_of_range')
    expect(problem.error).toBe(problem.detail)
    expect(problem.error).toMatch(why)
  })

  it('a category beyond its codes, in one tensor', async () => {
    const tensor = matrixOf(credit, rows.slice(0, 1))
    const place = credit.inputs.findIndex(({ name }) => name === 'loan_purpose')
    const data = [tensor.data.flat().map((value, f) => (f === place ? 99 : value))]
    expect(
      expectProblem(await infer('credit', { inputs: [{ ...tensor, data }] }), 422, 'out_of_range').error,
    ).toMatch(/row 1: loan_purpose is a category/)
    const short = { ...tensor, shape: [1, 2], data: [1, 2] }
    expectProblem(await infer('credit', { inputs: [short] }), 422, 'out_of_range')
  })

  it('malformed JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    const url = '/v2/models/credit/infer'
    const reply = await server.inject({ method: 'POST', url, headers, payload: '{"inputs":' })
    expect(expectProblem(reply, 400, 'malformed_request').error).toMatch(/ends too early/)
  })
})

describe('a model of early warning', () => {
  it('answers risk scores as `predict` does, beside what decides', async () => {
    for (const [name, path, body] of [
      ['simulateBank', '/api/warning/pipeline/simulate', { customers: 300, days: 255, seed: 7 }],
      ['triggerRetraining', '/retraining/trigger', { trials: 0, seed: 7 }],
    ] as const) {
      const { job_id } = expectReply<JobStarted>(name, await server.post(path, body), 202)
      expect(await server.waitForJob(job_id)).toMatchObject({ state: 'COMPLETED' })
    }
    const metadata = expectReply<Metadata>('inferenceModel', await get('/models/early-warning'))
    const [version] = metadata.versions
    expect(metadata).toMatchObject({ platform: 'pratibimba_trees', outputs: [{ name: 'risk_score' }] })
    expect(metadata.inputs.every(({ datatype }) => datatype === 'FP64')).toBe(true)
    const features = { buffer_days: 6.5, days_since_failed_debit: 3 }
    const [tensor] = [matrixOf(metadata, [features])]
    const predicted = expectReply<Prediction>('predict', await server.post('/predict', { features }))
    for (const name of ['early-warning', version!]) {
      const reply = await outputs(name, { inputs: [tensor] })
      expect(reply.outputs).toEqual([
        { name: 'risk_score', datatype: 'FP64', shape: [1], data: [predicted.risk_score] },
      ])
      expect(reply.model_version).toBe(version)
    }
    expect((await outputs('champion', { inputs: tensorsOf(credit, rows) })).model_version).toBe(CHAMPION)
  }, 300_000)
})

describe('a model whose file is gone', () => {
  it('is not ready, cannot be asked, and the server says so', async () => {
    const record = await registerModel(
      server.context,
      await smallCreditModel({ seed: 44 }),
      'cd-20260103-000003',
      'candidate',
    )
    await rm(await server.context.artifacts.localPath(CREDIT_MODELS_OWNER, record.artifact))
    const path = `/models/${record.version}`
    expect(expectReply('inferenceModelReady', await get(`${path}/ready`))).toEqual({
      name: record.version,
      ready: false,
    })
    expect(expectProblem(await get(path), 503, 'unavailable').error).toMatch(/gone or damaged/)
    expectProblem(await infer(record.version, { inputs: tensorsOf(credit, rows) }), 503, 'unavailable')
    expect(expectReply('inferenceReady', await get('/health/ready'))).toEqual({ ready: true })
  })
})
