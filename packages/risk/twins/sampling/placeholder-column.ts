/** Words that mean nothing, in place of free text. */
import type { Column } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'

const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore'.split(
    ' ',
  )
const LONGEST = 2000

/** Placeholder texts of the given entities, about as long as the originals. */
export function placeholderColumn(
  purpose: string,
  length: { readonly meanLength: number; readonly lengthSpread: number },
  seed: number,
  ids: Float64Array,
): Column {
  const stream = openStream(seed, purpose)
  const values = Array.from(ids, (id) => {
    stream.at(id)
    const wanted = Math.min(LONGEST, Math.max(1, length.meanLength + length.lengthSpread * stream.normal()))
    let text = WORDS[stream.below(WORDS.length)]
    while (text.length < wanted) text += ` ${WORDS[stream.below(WORDS.length)]}`
    return text
  })
  return { kind: 'text', values }
}
