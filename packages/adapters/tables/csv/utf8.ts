/** Where a byte sequence stops being UTF-8. */

/** Bytes at the end of [start, end) that begin a character whose rest has not been read yet: 0–3. */
export function unfinishedCharacterBytes(bytes: Uint8Array, start: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= start; back++) {
    const byte = bytes[end - back]
    if (byte < 0x80) return 0
    if (byte >= 0xc0)
      return byte >= 0xf0 ? (back < 4 ? back : 0) : byte >= 0xe0 ? (back < 3 ? back : 0) : back < 2 ? back : 0
  }
  return 0
}

/** Index of the first byte in [start, end) that is not part of a valid UTF-8 character, or −1. */
export function firstInvalidUtf8(bytes: Uint8Array, start: number, end: number): number {
  let i = start
  while (i < end) {
    const lead = bytes[i]
    if (lead < 0x80) {
      i++
      continue
    }
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
    if (length === 0 || i + length > end) return i
    const second = bytes[i + 1]
    const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (second < lowest || second > highest) return i
    for (let k = 2; k < length; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return i
    i += length
  }
  return -1
}
