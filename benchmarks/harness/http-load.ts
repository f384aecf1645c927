/** Requests over kept connections, at a given rate or as fast as answers come. */
import { Agent, request } from 'node:http'

export interface LoadFigures {
  /** Ascending, milliseconds, from when a request was due: a server that falls behind is not excused. */
  readonly latenciesMs: Float64Array
  readonly failed: number
  readonly seconds: number
}

export interface Caller {
  /** @throws Error on any status but 200 */
  post(path: string, body: unknown): Promise<string>
  get(path: string): Promise<string>
  close(): void
}

/** @param connections kept open at most */
export function openCaller(url: string, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const call = (method: string, path: string, payload?: string) =>
    new Promise<string>((resolve, reject) => {
      const headers =
        payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }
      const sent = request(new URL(path, url), { method, agent, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (text) => {
          body += text
        })
        response.on('end', () => {
          const { statusCode = 0 } = response
          if (statusCode >= 200 && statusCode < 300) resolve(body)
          else reject(new Error(`${method} ${path}: ${statusCode} ${body.slice(0, 300)}`))
        })
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  return {
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    get: (path) => call('GET', path),
    close: () => agent.destroy(),
  }
}

/** Open loop: a request every 1/rate seconds, whether or not the last one was answered. */
export async function atRate(
  rate: number,
  seconds: number,
  call: (i: number) => Promise<unknown>,
): Promise<LoadFigures> {
  const total = Math.round(rate * seconds)
  const latencies = new Float64Array(total)
  const started = performance.now()
  const calls: Promise<boolean>[] = []
  for (let i = 0; i < total; i++) {
    const due = started + (1000 * i) / rate
    // Timers are late by up to a millisecond; what is due by now goes out at once.
    while (performance.now() < due)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    calls.push(measured(call, i, due, latencies))
  }
  return figuresOf(latencies, await Promise.all(calls), started)
}

/** Closed loop: so many callers, each with its next request once the last one was answered. */
export async function asFastAs(
  callers: number,
  total: number,
  call: (i: number) => Promise<unknown>,
): Promise<LoadFigures> {
  const latencies = new Float64Array(total)
  const started = performance.now()
  const outcomes: boolean[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < total) outcomes.push(await measured(call, next++, performance.now(), latencies))
    }),
  )
  return figuresOf(latencies, outcomes, started)
}

async function measured(
  call: (i: number) => Promise<unknown>,
  i: number,
  due: number,
  latencies: Float64Array,
): Promise<boolean> {
  try {
    await call(i)
    return true
  } catch (error) {
    console.error(`  ${error}`)
    return false
  } finally {
    latencies[i] = performance.now() - due
  }
}

function figuresOf(latencies: Float64Array, outcomes: readonly boolean[], started: number): LoadFigures {
  return {
    latenciesMs: latencies.sort(),
    failed: outcomes.filter((done) => !done).length,
    seconds: (performance.now() - started) / 1000,
  }
}

/** Nearest rank. */
export function percentile({ latenciesMs }: LoadFigures, share: number): number {
  return latenciesMs[Math.min(latenciesMs.length - 1, Math.ceil(share * latenciesMs.length) - 1)]
}
