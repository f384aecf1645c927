import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startServer } from '../listen.ts'
import { isLoopback } from '../routes/open-on-loopback.ts'
import { readSettings, SettingsError } from '../settings.ts'

describe('settings', () => {
  it('have defaults, and the command line wins over the environment', () => {
    const settings = readSettings({})
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8000, demo: true, logLevel: 'info' })
    expect(isAbsolute(settings.dataDirectory)).toBe(true)
    expect(settings.limits.uploadBytes).toBe(1024 ** 3)
    const both = readSettings({ PRATIBIMBA_PORT: '9000', PRATIBIMBA_DEMO: 'false' }, { port: 0 })
    expect(both).toMatchObject({ port: 0, demo: false })
  })

  it('name every variable that cannot be used', () => {
    const wrong = { PRATIBIMBA_PORT: '80.5', PRATIBIMBA_DEMO: 'yes', DATABASE_URL: 'mysql://root:secret@x/y' }
    expect(() => readSettings(wrong)).toThrow(SettingsError)
    expect(() => readSettings(wrong)).toThrow(
      /PRATIBIMBA_PORT: a whole number from 0 to 65535 is needed, got "80.5"[\s\S]*DATABASE_URL: .*[\s\S]*PRATIBIMBA_DEMO: one of true, false/,
    )
    expect(() => readSettings(wrong)).not.toThrow(/secret/)
  })

  it('of the receiver of messages are whole, or nothing is sent', () => {
    expect(readSettings({}).messages).toBeUndefined()
    const url = 'https://carrier.example/messages'
    const secret = 'sixteen letters!'
    expect(
      readSettings({ PRATIBIMBA_MESSAGES_URL: url, PRATIBIMBA_MESSAGES_SECRET: secret }).messages,
    ).toEqual({ url, secret, allowPrivate: false })
    expect(() => readSettings({ PRATIBIMBA_MESSAGES_URL: url, PRATIBIMBA_MESSAGES_SECRET: 'short' })).toThrow(
      /PRATIBIMBA_MESSAGES_SECRET: at least 16/,
    )
    expect(() =>
      readSettings({ PRATIBIMBA_MESSAGES_URL: 'carrier', PRATIBIMBA_MESSAGES_PRIVATE: 'yes' }),
    ).toThrow(/PRATIBIMBA_MESSAGES_PRIVATE: one of true, false[\s\S]*PRATIBIMBA_MESSAGES_URL: a URL/)
  })

  it('of another host than loopback are refused without login', async () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'bank.example', '127.0.0.1.bank.example'])
      await expect(startServer(readSettings({}, { host }))).rejects.toThrow(/Refusing to listen on .*login/)
    for (const host of ['127.0.0.1', '127.8.8.8', '::1', '[::1]', 'localhost', 'LOCALHOST'])
      expect(isLoopback(host)).toBe(true)
  })
})
