/** Text into HTML: everything is escaped but what was made here. */

/** HTML that was made here. */
export interface Html {
  readonly html: string
}

/** A template; texts and numbers are escaped, lists are joined, null and false are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return {
    html: parts.reduce((text, part, k) => `${text}${k === 0 ? '' : rendered(values[k - 1])}${part}`, ''),
  }
}

type Part = string | number | null | false | Html | readonly Html[]

function rendered(part: Part): string {
  if (part === null || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if ('html' in part) return part.html
  return part.map((each) => each.html).join('')
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  // Control characters have no place in a page, and some browsers take them for other things.
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (mark) => marks[mark])
}
