/** From a driver, an action and a channel to the words a customer reads. */
import type { ContactChannel, InterventionType, MessageLanguage, RiskDriver } from '@pratibimba/contract'
import { english, type MessageLanguageParts } from './english.ts'
import { MAXIMUM_VALUE, messageLimits, type Placeholder, placeholders } from './message-parts.ts'

export interface MessageRequest {
  readonly type: InterventionType
  /** The leading one that the action answers. */
  readonly driver: RiskDriver
  readonly channel: ContactChannel
  readonly language: MessageLanguage
  readonly values: Readonly<Partial<Record<Placeholder, string>>>
}

interface ComposedMessage {
  readonly subject?: string
  readonly text: string
  readonly html?: string
}

export type Composition =
  | { readonly message: ComposedMessage }
  | {
      readonly refusal: 'missing_values' | 'value_too_long' | 'too_long'
      /** Which placeholders, or how many characters of how many. */
      readonly detail: string
    }

const languages = { en: english } as const satisfies Record<MessageLanguage, MessageLanguageParts>

/**
 * Composes a message.
 *
 * Values are put in once and never read as templates; control characters and line breaks in them become spaces. The HTML
 * of an e-mail is escaped. What does not fit its channel is refused and not cut.
 */
export function composeMessage(request: MessageRequest): Composition {
  const { channel, values } = request
  const { subject, body } = templateOf(request)
  const needed = placeholdersIn(`${subject ?? ''} ${body}`)
  const missing = needed.filter((name) => clean(values[name] ?? '') === '')
  if (missing.length > 0) return { refusal: 'missing_values', detail: missing.join(', ') }
  const long = needed.filter((name) => clean(values[name]!).length > MAXIMUM_VALUE)
  if (long.length > 0) return { refusal: 'value_too_long', detail: long.join(', ') }
  const text = fill(body, values)
  const limit = messageLimits[channel]
  if (text.length > limit) return { refusal: 'too_long', detail: `${text.length} of ${limit} characters` }
  return {
    message: {
      ...(subject === undefined ? {} : { subject: fill(subject, values) }),
      text,
      ...(channel === 'email' ? { html: htmlOf(text) } : {}),
    },
  }
}

/** The template before any value is put in, for previews and checks. */
export function templateOf({ type, driver, channel, language }: Omit<MessageRequest, 'values'>): {
  readonly subject?: string
  readonly body: string
} {
  const { concerns, offers, frames } = languages[language]
  const { length, subject, body } = frames[channel]
  const whole = body
    .replace('{concern}', () => concerns[driver][length])
    .replace('{offer}', () => offers[type][length])
  return subject === undefined ? { body: whole } : { subject, body: whole }
}

/**
 * Names between {{ and }}, each once.
 *
 * @throws RangeError when a template names a placeholder that does not exist, or leaves braces open
 */
export function placeholdersIn(template: string): Placeholder[] {
  const names = [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)
  for (const name of names)
    if (!placeholders.some((known) => known === name))
      throw new RangeError(`message template: need one of ${placeholders.join(', ')}, got {{${name}}}`)
  if (/[{}]/.test(template.replace(/\{\{\w+\}\}/g, '')))
    throw new RangeError('message template: need {{name}} around every placeholder, got a brace by itself')
  return [...new Set(names)] as Placeholder[]
}

const fill = (template: string, values: MessageRequest['values']): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => clean(values[name as Placeholder] ?? ''))

/** Also of the marks that turn the direction of writing, which could make a link look like another. */
const clean = (value: string): string =>
  value
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const htmlOf = (text: string): string =>
  text
    .replace(/[&<>"']/g, (sign) => entities[sign])
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n')
