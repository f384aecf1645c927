import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openKeyFile, VaultUnusable } from '../../vault/index.ts'
import { keyId } from '../../vault/wrapping-keys.ts'
import { scratchDirectories } from '../support/directories.ts'

const directory = scratchDirectories()
const newFile = async () => join(await directory(), 'keys', 'person-keys.json')

test('the first key is made once, for its owner alone', async () => {
  const path = await newFile()
  const keys = await Promise.all([1, 2, 3, 4].map(() => openKeyFile(path).first()))
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(path, '..'))).toEqual(['person-keys.json'])
  expect(await openKeyFile(path).get(keyId(keys[0]!))).toEqual(keys[0])
})

test('keys are added and forgotten', async () => {
  const path = await newFile()
  const file = openKeyFile(path)
  const first = await file.first()
  const second = Buffer.alloc(32, 7)
  await file.add(second)
  expect(await file.get(keyId(first))).toEqual(first)
  expect(await file.get(keyId(second))).toEqual(second)
  await file.keepOnly(keyId(second))
  expect(await file.get(keyId(first))).toBeUndefined()
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

describe('a file that cannot be trusted is refused', () => {
  test('that others can reach', async () => {
    const path = await newFile()
    await openKeyFile(path).first()
    await chmod(path, 0o640)
    await expect(openKeyFile(path).first()).rejects.toThrow(/mode 640.*chmod 600/)
  })
  test('that is missing where a key is asked for', async () => {
    await expect(openKeyFile(await newFile()).get('0')).rejects.toThrow(VaultUnusable)
  })
  test('that is a link', async () => {
    const path = await newFile()
    await openKeyFile(path).first()
    await symlink(path, `${path}.link`)
    await expect(openKeyFile(`${path}.link`).first()).rejects.toThrow(/symbolic link/)
  })
  test.each([
    ['no JSON', () => '{'],
    ['null', () => 'null'],
    ['another format', (text: string) => text.replace('1', '2')],
    ['no keys', () => '{"format":1,"keys":{}}'],
    ['a key under another id', (text: string) => text.replace(/"[0-9a-f]{16}"/, '"0000000000000000"')],
    ['a short key', () => `{"format":1,"keys":{"${keyId(Buffer.alloc(8))}":"AAAAAAAAAAA="}}`],
  ])('that holds %s', async (_, change) => {
    const path = await newFile()
    await openKeyFile(path).first()
    await writeFile(path, change(await readFile(path, 'utf8')))
    await expect(openKeyFile(path).first()).rejects.toThrow(/damaged/)
  })
})
