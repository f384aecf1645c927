/** Words of the server as a page begins them. */

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
