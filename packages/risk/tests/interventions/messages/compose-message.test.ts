import { messageLanguages } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ActionType,
  actionTypes,
  composeMessage,
  loggingSender,
  messageLimits,
  type Placeholder,
  placeholders,
  templateOf,
} from '../../../interventions/index.ts'
import { placeholdersIn } from '../../../interventions/messages/compose-message.ts'

const values: Record<Placeholder, string> = {
  first_name: 'Maximiliane',
  bank_name: 'Example Bank',
  amount: 'EUR 1,234.50',
  due_date: '12 March 2026',
  help_phone: '+49 30 1234567',
  help_link: 'https://example.bank/help',
  opt_out: 'https://example.bank/stop',
}
const combinations = (Object.values(actionTypes) as ActionType[]).flatMap(({ type, channels, answers }) =>
  channels.flatMap((channel) =>
    answers.flatMap((driver) => messageLanguages.map((language) => ({ type, channel, driver, language }))),
  ),
)

describe('every message', () => {
  it('is there for each driver that an action answers, on each of its channels', () => {
    for (const request of combinations) {
      const composed = composeMessage({ ...request, values })
      expect(composed, JSON.stringify(request)).toHaveProperty('message')
      if (!('message' in composed)) continue
      expect(composed.message.text.length).toBeLessThanOrEqual(messageLimits[request.channel])
      expect(composed.message.text).not.toMatch(/[{}]/)
      expect('html' in composed.message).toBe(request.channel === 'email')
      if (request.channel === 'sms' || request.channel === 'email')
        expect(composed.message.text).toContain(values.opt_out)
    }
  })

  it('threatens nobody, sells nothing and tells nothing that others should not read', () => {
    const never =
      /score|risk|probab|predict|model|default|delinquen|collect|legal|court|lawyer|penalt|fee|bureau|blacklist|must|immediately|urgent|final|warn|failure|gambl|betting|casino|illness|sick|medical|lender|offer only|discount|upgrade|borrow more|apply now/i
    for (const request of combinations) {
      const { subject = '', body } = templateOf(request)
      expect(`${subject} ${body}`).not.toMatch(never)
    }
  })

  it('uses known placeholders, and all of them somewhere', () => {
    const used = new Set(combinations.flatMap((request) => placeholdersIn(templateOf(request).body)))
    expect([...used].sort()).toEqual([...placeholders].sort())
  })
})

describe('composeMessage', () => {
  const request = { type: 'soft_reminder', channel: 'sms', driver: 'income_delay', language: 'en' } as const

  it('reads as it should', () => {
    expect(composeMessage({ ...request, values })).toEqual({
      message: {
        text: 'Hello Maximiliane. Your next payment of EUR 1,234.50 is planned for 12 March 2026. Need another date or some help? Call +49 30 1234567. Example Bank. Stop: https://example.bank/stop',
      },
    })
  })

  it('refuses what is missing, too long or does not fit', () => {
    const { opt_out: _, ...others } = values
    expect(composeMessage({ ...request, values: { ...others, amount: ' ' } })).toEqual({
      refusal: 'missing_values',
      detail: 'amount, opt_out',
    })
    expect(composeMessage({ ...request, values: { ...values, first_name: 'x'.repeat(81) } })).toEqual({
      refusal: 'value_too_long',
      detail: 'first_name',
    })
    const long = { ...values, first_name: 'x'.repeat(80), bank_name: 'y'.repeat(80), amount: 'z'.repeat(80) }
    expect(composeMessage({ ...request, values: long })).toMatchObject({ refusal: 'too_long' })
  })

  it('puts values in once, and escapes them in HTML', () => {
    const email = { ...request, channel: 'email' } as const
    const first_name = '<b>{{amount}}</b> & "co"'
    const composed = composeMessage({ ...email, values: { ...values, first_name } })
    if (!('message' in composed)) throw new Error('refused')
    expect(composed.message.text).toContain('Dear <b>{{amount}}</b> & "co",')
    expect(composed.message.html).toContain('Dear &lt;b&gt;{{amount}}&lt;/b&gt; &amp; &quot;co&quot;,')
  })

  it('lets no value break out of its line or its tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (name) => {
        const composed = composeMessage({
          ...request,
          channel: 'email',
          values: { ...values, first_name: `A${name}`, bank_name: `B${name}` },
        })
        if (!('message' in composed)) return
        const { subject, text, html } = composed.message
        expect(subject).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(text.split('\n').length).toBe(10)
        expect(html!.replace(/<\/?p>|<br>/g, '')).not.toMatch(/[<>"']/)
      }),
    )
  })

  it('knows its placeholders', () => {
    expect(() => placeholdersIn('Dear {{surname}}')).toThrow('{{surname}}')
    expect(() => placeholdersIn('Dear {first_name}')).toThrow('a brace by itself')
  })
})

describe('loggingSender', () => {
  it('says what it would have sent, without a word of it', async () => {
    const lines: string[] = []
    const at = new Date('2026-03-11T09:00:00Z')
    const receipt = await loggingSender(
      (line) => lines.push(line),
      () => at,
    ).send({
      id: 'message-1',
      caseId: 'INT_00000001',
      customerId: 'C0000001',
      channel: 'sms',
      language: 'en',
      text: 'Hello Maximiliane',
    })
    expect(receipt).toMatchObject({ state: 'queued', at })
    expect(lines).toEqual(['message message-1 of case INT_00000001: sms, en, 17 characters, not sent'])
  })
})
