/** Things that are costly to open, held by key: the ones used last. */

export interface Held<Value> {
  /** Opens what is not held; several who ask at the same time wait for one opening. */
  get(key: string, open: () => Promise<Value>): Promise<Value>
}

/** @param most held at the same time; what is still opening counts */
export function openHeld<Value>(most: number): Held<Value> {
  const held = new Map<string, Promise<Value>>()
  return {
    get(key, open) {
      const known = held.get(key)
      if (known !== undefined) {
        // Used last stands last.
        held.delete(key)
        held.set(key, known)
        return known
      }
      const opening = open()
      held.set(key, opening)
      opening.catch(() => {
        if (held.get(key) === opening) held.delete(key)
      })
      if (held.size > most) held.delete(held.keys().next().value!)
      return opening
    },
  }
}
