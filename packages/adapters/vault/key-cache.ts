/** Keys in use, by person and by customer: the ones used last, for a while. */
import type { HeldKey } from './person-key.ts'

export interface KeyCache {
  byPerson(person: string): HeldKey | undefined
  byCustomer(customerId: string): HeldKey | undefined
  /** A mark to be handed to `keep`: what was read before something was forgotten is not kept after it. */
  mark(): number
  keep(key: HeldKey, mark: number): void
  /** And keeps it no more until it is `released` or the while is over: its erasure is not committed yet. */
  withhold(person: string): void
  release(person: string): void
  clear(): void
}

export function openKeyCache(size: number, maxAgeMs: number, now: () => number): KeyCache {
  const held = new Map<string, { readonly key: HeldKey; readonly until: number }>()
  const persons = new Map<string, string>()
  const withheld = new Map<string, number>()
  let generation = 0

  const forget = (person: string) => {
    const entry = held.get(person)
    if (entry === undefined) return
    held.delete(person)
    if (persons.get(entry.key.customerId) === person) persons.delete(entry.key.customerId)
  }
  const byPerson = (person: string) => {
    const entry = held.get(person)
    if (entry === undefined) return undefined
    if (entry.until <= now()) {
      forget(person)
      return undefined
    }
    // Used last stands last.
    held.delete(person)
    held.set(person, entry)
    return entry.key
  }
  return {
    byPerson,
    byCustomer(customerId) {
      const person = persons.get(customerId)
      return person === undefined ? undefined : byPerson(person)
    },
    mark: () => generation,
    keep(key, mark) {
      if (mark !== generation || size === 0) return
      const banned = withheld.get(key.person)
      if (banned !== undefined && banned > now()) return
      withheld.delete(key.person)
      forget(key.person)
      held.set(key.person, { key, until: now() + maxAgeMs })
      persons.set(key.customerId, key.person)
      if (held.size > size) forget(held.keys().next().value!)
    },
    withhold(person) {
      generation++
      forget(person)
      withheld.set(person, now() + maxAgeMs)
    },
    release(person) {
      generation++
      forget(person)
      withheld.delete(person)
    },
    clear() {
      generation++
      held.clear()
      persons.clear()
    },
  }
}
