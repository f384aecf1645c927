/** Server-sent events as a stream of JSON documents. */

/** Calls back on each event of the response; resolves when the server ends the stream. */
export async function readEvents(response: Response, onEvent: (event: unknown) => void): Promise<void> {
  if (response.body === null) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (pending + value).replaceAll('\r\n', '\n').split('\n\n')
    pending = blocks.pop()!
    for (const block of blocks) {
      const data = dataOf(block)
      if (data !== '') onEvent(JSON.parse(data))
    }
  }
}

function dataOf(block: string): string {
  return block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n')
}
