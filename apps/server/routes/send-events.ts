/** Server-sent events with heartbeats; ends with the subject or with the client. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

const HEARTBEAT_MS = 15_000
/** Events a client that does not read may leave unread, bytes; beyond it the stream is closed and the client comes back. */
const UNREAD_BYTES = 1024 * 1024

/**
 * Streams events. Where each is the whole present state, a client that comes back has missed nothing once the first event
 * arrives; where they are events of a log, their ids say where one who comes back with Last-Event-ID goes on.
 *
 * @param subscribe called with what sends an event, with its id where it has one, and what ends the stream; answers how to
 *   unsubscribe
 */
export function sendEvents(
  reply: FastifyReply,
  subscribe: (send: (event: unknown, id?: number) => void, end: () => void) => Promise<() => void>,
): FastifyReply {
  const stream = new Readable({ read: () => undefined })
  let nextId = 1
  const push = (text: string): void => {
    if (stream.destroyed || stream.readableEnded) return
    stream.push(text)
    if (stream.readableLength > UNREAD_BYTES) stream.destroy()
  }
  const { eventStreams } = reply.server
  eventStreams.add(stream)
  push('retry: 2000\n\n')
  const heartbeat = setInterval(() => push(': still here\n\n'), HEARTBEAT_MS).unref()
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    stream.push(null)
  }
  const subscription = subscribe((event, id) => {
    if (!ended) push(`id: ${id ?? nextId++}\ndata: ${JSON.stringify(event)}\n\n`)
  }, end)
  subscription.catch((error) => stream.destroy(error))
  stream.once('close', () => {
    clearInterval(heartbeat)
    eventStreams.delete(stream)
    subscription.then(
      (unsubscribe) => unsubscribe(),
      () => undefined, // told to the stream above
    )
  })
  return reply
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .type('text/event-stream; charset=utf-8')
    .send(stream)
}
