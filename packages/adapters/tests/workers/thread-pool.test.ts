import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Feature, LabelledMatrix } from '@pratibimba/learning/data'
import { binMatrix, binningProgram } from '@pratibimba/learning/trees/binning'
import { trainDepthWise, trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { openStream } from '@pratibimba/numerics/random'
import { kernelMemory } from '@pratibimba/numerics/wasm'
import { afterAll, describe, expect, it } from 'vitest'
import { openThreadPool } from '../../workers/index.ts'
import { awaitStep, beginStep, controlBytes, isRunning } from '../../workers/team-control.ts'
import { teamPrograms } from '../../workers/team-programs.ts'

const rows = 40_000

function table(): { features: Feature[]; data: LabelledMatrix } {
  const stream = openStream(5, 'table').at(0)
  const columns = Array.from({ length: 11 }, () => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let feature = 0; feature < 11; feature++) {
      const x = feature === 4 ? stream.below(30) : stream.normal()
      columns[feature][row] = feature === 7 && x > 1 ? Number.NaN : x
      sum += feature === 4 ? (x % 3) - 1 : (x * (feature - 5)) / 10
    }
    label[row] = stream.uniform() < 1 / (1 + Math.exp(-sum)) ? 1 : 0
  }
  const categories = Array.from({ length: 30 }, (_, i) => `${i}`)
  const features: Feature[] = columns.map((_, i) =>
    i === 4 ? { name: 'c', kind: 'category', categories } : { name: `x${i}`, kind: 'number' },
  )
  return { features, data: { rows, columns, label } }
}

const pools = [1, 2, 3].map((threads) => openThreadPool(threads))
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
})

describe('teams of threads', () => {
  it('train the same model to the last bit, however many they are', async () => {
    const { features, data } = table()
    const validation = {
      ...data,
      rows: 5000,
      columns: data.columns.map((c) => c.slice(0, 5000)),
      label: data.label.slice(0, 5000),
    }
    for (const train of [
      (pool: (typeof pools)[0]) =>
        trainLeafWise(
          data,
          features,
          { iterations: 8, baggingFraction: 0.8, baggingFreq: 1, featureFraction: 0.8, lambdaL1: 0.5 },
          { seed: 1, pool, validation },
        ),
      (pool: (typeof pools)[0]) =>
        trainDepthWise(
          data,
          features,
          { iterations: 8, monotoneConstraints: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
          { seed: 1, pool },
        ),
    ]) {
      const [alone, two, three] = await Promise.all(pools.map(train))
      expect(alone.ensemble.treeOutput.length).toBe(8)
      expect(two).toEqual(alone)
      expect(three).toEqual(alone)
    }
  })

  it('keep their threads from team to team', async () => {
    const { features, data } = table()
    const pool = pools[1]
    const results = []
    for (let i = 0; i < 5; i++) results.push((await binMatrix(features, data, {}, pool)).features)
    for (const result of results) expect(result).toEqual(results[0])
  })

  it('leave a second team to the calling thread while the first is at work', async () => {
    const { features, data } = table()
    const both = await Promise.all(
      [1, 2].map((seed) => trainLeafWise(data, features, { iterations: 3 }, { seed, pool: pools[1] })),
    )
    expect(both[0].ensemble.value).toEqual(both[1].ensemble.value)
  })

  it('refuse no threads, and work after they were closed', async () => {
    expect(() => openThreadPool(0)).toThrow('need at least 1 thread, got 0')
    const pool = openThreadPool(2)
    await pool.close()
    const { features, data } = table()
    await expect(binMatrix(features, data, {}, pool)).rejects.toThrow('closed')
  })
})

describe('a thread that fails', () => {
  const idle = { kind: binningProgram.kind, open: () => () => undefined }

  it('makes the step throw what it said, and the next team has new threads', async () => {
    const pool = openThreadPool(2)
    const { features, data } = table()
    const memory = kernelMemory(65_536)
    // Columns said to lie beyond the memory: the kernel of the second thread traps.
    const setup = {
      memory,
      rows: 1e9,
      maxBins: 255,
      minDataInBin: 3,
      staging: 4e9,
      sample: 0,
      sampled: 1000,
      header: 1024,
      edges: 4096,
      tables: 40_960,
      mostCategories: 8,
      scratch: 50_000,
    }
    new Int32Array(memory.buffer, 1024, 1)[0] = 8
    const team = await pool.team(idle, setup)
    expect(() => team.run(0)).toThrow('memory access out of bounds')
    expect(() => team.run(0)).toThrow('runs no step')
    team.close()
    const again = await binMatrix(features, data, {}, pool)
    expect(again.features).toHaveLength(11)
    await pool.close()
  })

  it('before it has joined is an error of the team', async () => {
    const pool = openThreadPool(2)
    await expect(pool.team({ ...idle, kind: 'unheard-of' }, {})).rejects.toThrow(
      `need a kind of ${Object.keys(teamPrograms).join(', ')}, got "unheard-of"`,
    )
    const { features, data } = table()
    expect((await binMatrix(features, data, {}, pool)).features).toHaveLength(11)
    await pool.close()
  })

  it('makes the step throw what the calling thread threw', async () => {
    const pool = openThreadPool(2)
    const { features, data } = table()
    const failing = {
      kind: binningProgram.kind,
      open: () => () => {
        throw new Error('mine')
      },
    }
    const { arena } = await binMatrix(features, {
      ...data,
      rows: 100,
      columns: data.columns.map((c) => c.slice(0, 100)),
    })
    const address = arena.allocate(2 ** 20)
    const setup = {
      memory: arena.memory,
      rows: 0,
      maxBins: 255,
      minDataInBin: 3,
      staging: address,
      sample: 0,
      sampled: 0,
      header: address,
      edges: address,
      tables: address,
      mostCategories: 8,
      scratch: address + 65_536,
    }
    new Uint8Array(arena.memory.buffer, address, 2 ** 20).fill(0)
    const team = await pool.team(failing, setup)
    expect(() => team.run(1)).toThrow('mine')
    await pool.close()
  })

  it('and says nothing more is found dead, not waited for', async () => {
    for (const death of ['process.exit(3)', 'throw new Error("dead")']) {
      const control = new Int32Array(new SharedArrayBuffer(controlBytes))
      const body = `const { workerData } = require('node:worker_threads'); Atomics.wait(workerData, 0, 0); ${death}`
      const worker = new Worker(body, { eval: true, workerData: control })
      worker.on('error', () => undefined)
      await once(worker, 'online')
      expect(isRunning(worker)).toBe(true)
      beginStep(control, 1, 0)
      expect(awaitStep(control, () => isRunning(worker))).toBe(false)
    }
  })
})
