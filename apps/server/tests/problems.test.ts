import { ProblemError } from '@pratibimba/contract'
import { ArtifactError, TableError } from '@pratibimba/risk/ports'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../problems/problem-of.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: /data/scratch/x`), { code })

describe('what the caller is told of an error', () => {
  it.each([
    ['a full disk', new TableError('disk_full', 'The disk is full; /data/scratch/x'), 'storage_full'],
    ['a full disk of the store', new ArtifactError('disk_full', 'The disk is full.'), 'storage_full'],
    ['a full disk of the system', systemError('ENOSPC'), 'storage_full'],
    ['a directory that cannot be written to', new TableError('unwritable', '/data/scratch/x'), 'internal'],
    ['a table that cannot be read', new TableError('header_only', 'No rows.'), 'unreadable_file'],
    ['a bomb', new TableError('too_large', 'Too large.'), 'too_large'],
    ['a database that refuses', systemError('ECONNREFUSED'), 'unavailable'],
    ['a database that stops', systemError('57P01'), 'unavailable'],
    ['a connection that breaks', new Error('Connection terminated unexpectedly'), 'unavailable'],
    ['too many connections', systemError('53300'), 'unavailable'],
    ['a problem', new ProblemError('conflict', 'No.'), 'conflict'],
    ['a defect', new Error('/data/scratch/x is undefined'), 'internal'],
    ['no error at all', undefined, 'internal'],
  ])('%s: no path of ours', (_, error, code) => {
    const fault = faultOf(error)
    expect(fault.code).toBe(code)
    expect(fault.detail).not.toContain('/data')
  })
})
