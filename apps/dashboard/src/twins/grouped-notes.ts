/** Notes on a twin; those that say the same of several columns become one. */

interface Kind {
  /** Captures the column first, then what must be equal for two notes to be one. */
  readonly pattern: RegExp
  readonly ofSeveral: (count: number, shared: readonly string[]) => string
}

const kinds: readonly Kind[] = [
  {
    pattern:
      /^"(.+)": \d+ levels? with fewer than (\d+) rows or beyond the (\d+) most frequent count to (.+)\.$/,
    ofSeveral: (count, [rows, frequent, where]) =>
      `${count} columns have rare levels (fewer than ${rows} rows, or beyond the ${frequent} most frequent) that count to ${where}`,
  },
  {
    pattern: /^"(.+)" is missing in fewer than (\d+) rows; the twin has it everywhere\.$/,
    ofSeveral: (count, [rows]) =>
      `${count} columns are missing in fewer than ${rows} rows; the twin has them everywhere`,
  },
  {
    pattern: /^"(.+)" has fewer than (\d+) values and is left empty\.$/,
    ofSeveral: (count, [values]) => `${count} columns have fewer than ${values} values and are left empty`,
  },
  {
    pattern: /^"(.+)" is free text: it is replaced by placeholder words of similar length\.$/,
    ofSeveral: (count) => `${count} columns are free text, replaced by placeholder words of similar length`,
  },
]

/** @returns the notes in their order, each group where its first note stood; a note of its own stays as it is */
export function groupedNotes(notes: readonly string[]): string[] {
  const groups = new Map<string, { note: string; names: string[]; text: (count: number) => string }>()
  for (const note of notes) {
    const { key, name, text } = readNote(note)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { note, names: [name], text })
    else if (!group.names.includes(name)) group.names.push(name)
  }
  return [...groups.values()].map(({ note, names, text }) =>
    names.length === 1 ? note : `${text(names.length)}: ${names.join(', ')}.`,
  )
}

function readNote(note: string): { key: string; name: string; text: (count: number) => string } {
  for (const [index, { pattern, ofSeveral }] of kinds.entries()) {
    const found = pattern.exec(note)
    if (found === null) continue
    const [, name, ...shared] = found
    return {
      key: JSON.stringify([index, ...shared]),
      name: name!,
      text: (count) => ofSeveral(count, shared),
    }
  }
  return { key: note, name: '', text: () => note }
}
