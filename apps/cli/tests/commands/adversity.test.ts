import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programPath, runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const posix = process.platform !== 'win32'
const table = `id,age,state\n${Array.from({ length: 60 }, (_, i) => `${i + 1},${20 + (i % 40)},${'ABC'[i % 3]}`).join('\n')}\n`

describe('a command that is stopped', () => {
  it.runIf(posix)('leaves nothing behind and says so with its exit code', async () => {
    const folder = scratch()
    const args = ['generate', '--borrowers', '3000000', '--history', '12', '--out', 'bank', '--json']
    const run = runProgram(args, folder, {
      onStart: async (child) => {
        while (readdirSync(folder).length === 0) await new Promise((next) => setTimeout(next, 20))
        child.kill('SIGINT')
      },
    })
    const { code, stdout, stderr } = await run
    expect([code, stderr]).toEqual([130, ''])
    expect(JSON.parse(stdout)).toMatchObject({ error_code: 'interrupted' })
    expect(readdirSync(folder)).toEqual([])
  })

  it.runIf(posix)('before the server answers: everything is closed again', async () => {
    const folder = scratch()
    const { code } = await runProgram(['up', '--port', '0', '--data', 'data', '--no-demo'], folder, {
      onStart: async (child) => {
        const owned = () => readdirSync(folder).length > 0 && readdirSync(join(folder, 'data')).length > 0
        while (!owned()) await new Promise((next) => setTimeout(next, 5))
        child.kill('SIGTERM')
        await new Promise((next) => setTimeout(next, 300))
        child.kill('SIGTERM')
      },
    })
    expect(code).toBe(143)
    expect(readdirSync(join(folder, 'data'))).not.toContain('owner.json')
    expect(readdirSync(join(folder, 'data/postgres'))).not.toContain('owner.json')
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const child = spawn(process.execPath, [programPath, 'generate', '--help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (data) => {
      stderr += data
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect([code, stderr]).toEqual([0, ''])
  })
})

describe('an output that cannot be written', () => {
  it('is named, with what to do, and without a stack', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'file'), '')
    for (const out of ['file/below']) {
      const { code, stderr } = await runProgram(['generate', '--borrowers', '5', '--out', out], folder)
      expect(code).toBe(1)
      expect(stderr).toMatch(/cannot be used: a .*file.*\. Choose another directory\.\n$/)
    }
  })

  it('is never what the command reads', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'a.csv'), table)
    for (const command of [['twin'], ['twin', 'fit']]) {
      const { code, stderr } = await runProgram(
        [...command, 'a.csv', '--out', 'a.csv', '--overwrite'],
        folder,
      )
      expect([code, stderr]).toEqual([1, expect.stringContaining('is what is read')])
    }
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe(table)
  })

  // A limit on the size of files stands for a full disk.
  it.runIf(posix).each([
    ['files', 'bank'],
    ['SQLite', 'bank.sqlite'],
  ])('for want of room leaves nothing: %s', async (_, out) => {
    const folder = scratch()
    const args = ['generate', '--borrowers', '30000', '--out', out]
    const { code, stderr } = await runProgram(args, folder, { maxFileKibibytes: 512 })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/disk is full|cannot be written/)])
    expect(stderr).not.toMatch(/ at |rollback/)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('--json', () => {
  it('holds for help and version as well', async () => {
    const folder = scratch()
    const help = await runProgram(['generate', '--help', '--json'], folder)
    expect(JSON.parse(help.stdout).help).toContain('--borrowers')
    const version = await runProgram(['--version', '--json'], folder)
    expect(JSON.parse(version.stdout)).toEqual({ version: expect.stringMatching(/^\d/) })
    expect([help.code, help.stderr, version.code]).toEqual([0, '', 0])
  })
})

describe('a data directory or a database that is not there', () => {
  it('is told without a stack and without a password', async () => {
    const folder = scratch()
    const environment = { DATABASE_URL: 'postgresql://somebody:hunter2@127.0.0.1:1/none' }
    const { code, stdout, stderr } = await runProgram(['up', '--port', '0', '--json'], folder, {
      environment,
    })
    expect([code, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout)).toMatchObject({ error_code: 'database_unusable' })
    expect(stdout).not.toContain('hunter2')
  })

  it('is not made by a look at its audit chain', async () => {
    const folder = scratch()
    mkdirSync(join(folder, 'other'))
    const { code, stderr } = await runProgram(['audit', 'verify', '--data', 'other'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('no data directory')])
    expect(readdirSync(join(folder, 'other'))).toEqual([])
  })
})
