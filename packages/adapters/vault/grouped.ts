/** Calls of the same kind that wait at the same time, made as one. */

/**
 * The first call goes at once; those that come while it runs go together when it is back.
 *
 * @param many values by key; a key without one gives undefined
 */
export function grouped<Value>(
  many: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  mostAtOnce: number,
): (key: string) => Promise<Value | undefined> {
  let waiting = new Map<string, PromiseWithResolvers<Value | undefined>>()
  let running = false
  const run = async () => {
    running = true
    while (waiting.size > 0) {
      const group = new Map([...waiting].slice(0, mostAtOnce))
      waiting = new Map([...waiting].slice(mostAtOnce))
      try {
        const values = await many([...group.keys()])
        for (const [key, { resolve }] of group) resolve(values.get(key))
      } catch (error) {
        for (const { reject } of group.values()) reject(error)
      }
    }
    running = false
  }
  return (key) => {
    let one = waiting.get(key)
    if (one === undefined) {
      one = Promise.withResolvers()
      waiting.set(key, one)
    }
    if (!running) void run()
    return one.promise
  }
}
