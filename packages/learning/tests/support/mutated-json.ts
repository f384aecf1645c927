/** JSON that somebody changed: deleted keys, wrong types, huge numbers, indices that lead back. */
import fc from 'fast-check'

const replacements: readonly unknown[] = [
  null,
  true,
  'NaN',
  '',
  '99999999999999999999',
  [],
  {},
  -1,
  0,
  1,
  3,
  0.5,
  -0.5,
  1e9,
  2 ** 31,
  2 ** 32,
  1e300,
  -1e300,
  [[[]]],
  { __proto__: 1 },
]

/** One to four changes at any place of a copy. */
export function mutatedJson(original: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    turns: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
    how: fc.oneof(
      fc.constant({ kind: 'delete' as const }),
      fc.constant({ kind: 'repeat' as const }),
      fc.constantFrom(...replacements).map((value) => ({ kind: 'replace' as const, value })),
      fc.oneof(fc.double(), fc.integer(), fc.string()).map((value) => ({ kind: 'replace' as const, value })),
    ),
  })
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(original)
    for (const { turns, how } of changes) apply(copy, turns, how)
    return copy
  })
}

type Change = { kind: 'delete' } | { kind: 'repeat' } | { kind: 'replace'; value: unknown }

function apply(root: unknown, turns: readonly number[], how: Change): void {
  let holder = root as Record<string, unknown>
  let key = ''
  let inner: unknown = root
  for (const turn of turns) {
    if (typeof inner !== 'object' || inner === null) break
    const keys = Object.keys(inner)
    if (keys.length === 0) break
    holder = inner as Record<string, unknown>
    key = keys[turn % keys.length]
    inner = holder[key]
  }
  if (key === '') return
  // Of typed arrays, numbers change and the length does not.
  if (ArrayBuffer.isView(holder))
    Reflect.set(holder, key, how.kind === 'replace' ? Number(how.value) : 2 ** 30)
  else if (how.kind === 'replace')
    holder[key] = structuredClone(how.value) // a later change must not reach the list
  else if (how.kind === 'repeat' && Array.isArray(holder)) holder.push(structuredClone(inner))
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}
