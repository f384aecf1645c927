import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ArtifactError, type ArtifactErrorCode, type ArtifactStore } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openArtifactStore } from '../../filesystem/index.ts'
import { scratchDirectories } from '../support/directories.ts'

const directory = scratchDirectories()

async function openFresh() {
  const root = join(await directory(), 'artifacts')
  return { root, store: await openArtifactStore(root) }
}

async function put(store: ArtifactStore, owner: string, filename: string, content: string | Uint8Array) {
  const path = await store.scratchPath(filename)
  await writeFile(path, content)
  return store.commit(path, owner, filename)
}

async function text(stream: ReadableStream<Uint8Array>) {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const refused = (promise: Promise<unknown>, code: ArtifactErrorCode) =>
  promise.then(
    () => expect.unreachable('was not refused'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ArtifactError)
      expect((error as ArtifactError).code).toBe(code)
    },
  )

describe('openArtifactStore', () => {
  test('keeps a file with its size and hash, in full and by range', async () => {
    const { root, store } = await openFresh()
    const content = 'borrower_id,age\nB000001,42\n'
    const sha256 = createHash('sha256').update(content).digest('hex')
    const artifact = { key: 'SYNTH_1/borrowers.csv', bytes: content.length, sha256 }
    expect(await put(store, 'SYNTH_1', 'borrowers.csv', content)).toEqual(artifact)
    expect(await store.stat('SYNTH_1', 'borrowers.csv')).toEqual(artifact)
    expect(await text(await store.read('SYNTH_1', 'borrowers.csv'))).toBe(content)
    expect(await text(await store.read('SYNTH_1', 'borrowers.csv', { start: 9, end: 10 }))).toBe('id')
    expect(await readdir(join(root, 'scratch'))).toEqual([])
    expect(await (await openArtifactStore(root)).stat('SYNTH_1', 'borrowers.csv')).toEqual(artifact)
  })

  test('lists and removes by owner', async () => {
    const { store } = await openFresh()
    const a = await put(store, 'TWIN_1', 'b.csv', 'b')
    const b = await put(store, 'TWIN_1', 'a b (1).csv', '')
    const other = await put(store, 'TWIN_2', 'b.csv', 'c')
    expect(await store.list('TWIN_1')).toEqual([b, a])
    await store.remove('TWIN_1')
    await store.remove('TWIN_1')
    expect(await store.list('TWIN_1')).toEqual([])
    expect(await store.stat('TWIN_1', 'b.csv')).toBeUndefined()
    expect(await store.list('TWIN_2')).toEqual([other])
  })

  test('a file is written once, whoever comes second', async () => {
    const { store } = await openFresh()
    const commits = await Promise.allSettled(
      ['one', 'two', 'three'].map((content) => put(store, 'SYNTH_1', 'loans.csv', content)),
    )
    expect(commits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await refused(put(store, 'SYNTH_1', 'loans.csv', 'four'), 'taken')
    const { sha256 } = (await store.stat('SYNTH_1', 'loans.csv'))!
    const content = await text(await store.read('SYNTH_1', 'loans.csv'))
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
  })

  test('refuses ranges that the file does not have', async () => {
    const { store } = await openFresh()
    await put(store, 'S', 'f.csv', '0123456789')
    for (const range of [
      { start: 0, end: 10 },
      { start: -1, end: 2 },
      { start: 5, end: 4 },
      { start: 0.5, end: 2 },
      { start: Number.NaN, end: 2 },
    ])
      await refused(store.read('S', 'f.csv', range), 'invalid_range')
    await refused(store.read('S', 'absent.csv'), 'not_found')
    await refused(store.localPath('S', 'absent.csv'), 'not_found')
  })
})

describe('confinement', () => {
  const hostile = [
    '..',
    '.',
    '',
    '../x',
    'a/b',
    'a\\b',
    '/etc/passwd',
    'a\u0000b',
    'x..y',
    '.hidden',
    'nul',
    'CON.csv',
    'f.',
    'f ',
    'f.sha256',
    'C:x',
    'é',
    'a'.repeat(201),
  ]

  test.each(hostile)('refuses the name %j', async (name) => {
    const { store } = await openFresh()
    await refused(store.stat('S', name), 'invalid_name')
    await refused(store.scratchPath(name), 'invalid_name')
    if (!['x..y', 'f.sha256'].includes(name)) await refused(store.list(name), 'invalid_name')
    await refused(store.remove(`${name}/`), 'invalid_name')
  })

  test('no name leads out of the root', async () => {
    const { root, store } = await openFresh()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ' ', '%', '2', 'e') }),
        ),
        async (name) => {
          const path = await store.scratchPath(name).catch(() => undefined)
          if (path !== undefined) expect(path.startsWith(join(root, 'scratch'))).toBe(true)
        },
      ),
    )
  })

  test('commits nothing that lies outside its scratch', async () => {
    const { root, store } = await openFresh()
    const outside = join(await directory(), 'secret')
    await writeFile(outside, 'secret')
    await refused(store.commit(outside, 'S', 'f.csv'), 'not_scratch')
    const path = await store.scratchPath('f.csv')
    await refused(store.commit(join(path, '..', '..', '..', '..', 'secret'), 'S', 'f.csv'), 'not_scratch')
    await refused(store.commit(path, 'S', 'f.csv'), 'not_scratch')
    await symlink(outside, path)
    await refused(store.commit(path, 'S', 'f.csv'), 'not_scratch')
    expect(await readdir(join(root, 'files'))).toEqual([])
  })

  test('follows no symbolic link', async () => {
    const { root, store } = await openFresh()
    const outside = await directory()
    await writeFile(join(outside, 'f.csv'), 'secret')
    await writeFile(join(outside, 'f.csv.sha256'), 'x')
    await symlink(outside, join(root, 'files', 'LINKED'))
    await refused(store.read('LINKED', 'f.csv'), 'invalid_name')
    await refused(store.list('LINKED'), 'invalid_name')
    await refused(store.remove('LINKED'), 'invalid_name')
    await refused(put(store, 'LINKED', 'g.csv', 'g'), 'invalid_name')
    await mkdir(join(root, 'files', 'S'))
    await symlink(join(outside, 'f.csv'), join(root, 'files', 'S', 'f.csv'))
    await refused(store.read('S', 'f.csv'), 'invalid_name')
    expect(await readdir(outside)).toEqual(['f.csv', 'f.csv.sha256'])
  })
})

describe('after a crash', () => {
  test('scratch files and half commits are gone', async () => {
    const { root, store } = await openFresh()
    const kept = await put(store, 'S', 'kept.csv', 'kept')
    await writeFile(await store.scratchPath('half.csv'), 'half')
    await put(store, 'S', 'unfinished.csv', 'x')
    await rm(join(root, 'files', 'S', 'unfinished.csv.sha256'))
    const again = await openArtifactStore(root)
    expect(await readdir(join(root, 'scratch'))).toEqual([])
    expect(await again.list('S')).toEqual([kept])
    expect(await put(again, 'S', 'unfinished.csv', 'y')).toMatchObject({ bytes: 1 })
  })
})

/** A file system of one megabyte needs the right to mount one; without it there is no real full disk to test on. */
const mount = await (async () => {
  const point = await directory()
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=12', 'tmpfs', point], {
      stdio: 'ignore',
    })
    return point
  } catch {
    return undefined
  }
})()

test.skipIf(mount === undefined)(
  'a full disk is said to be full (skipped where no small file system can be mounted)',
  async () => {
    try {
      const store = await openArtifactStore(join(mount!, 'artifacts'))
      await refused(
        (async () => {
          for (let n = 0; n < 20; n++) await put(store, `S${n}`, 'f.csv', 'x')
        })(),
        'disk_full',
      )
    } finally {
      execFileSync('/bin/umount', [mount!])
    }
  },
)
