import { describe, expect, it } from 'vitest'
import { commands, type Operation, operations, permissions, problems, roles } from '../index.ts'

const declared = Object.entries(operations as Record<string, Operation>)

describe('operations', () => {
  it('have one method and path each', () => {
    const faces = declared.map(([, { method, path }]) => `${method} ${path}`)
    expect(new Set(faces).size).toBe(faces.length)
  })

  it.each(declared)('%s declares the parameters of its path, and no others', (_, { path, params }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(Object.keys(params?.properties ?? {}).sort()).toEqual(named.sort())
  })

  it.each(declared)('%s names known problems, a known permission and closed requests', (_, operation) => {
    for (const problem of operation.problems) expect(problems).toHaveProperty(problem)
    expect(permissions).toContain(operation.permission)
    for (const part of [operation.params, operation.query, operation.body])
      if (part !== undefined) expect(part).toMatchObject({ additionalProperties: false })
  })

  it('that take input can refuse it', () => {
    for (const [name, { params, query, body, problems: own }] of declared)
      if (params ?? query ?? body) expect(own, name).toContain('out_of_range')
  })
})

describe('roles', () => {
  it('hold known permissions, and the administrator all of them', () => {
    for (const held of Object.values(roles)) for (const one of held) expect(permissions).toContain(one)
    expect(roles.admin).toEqual(permissions)
  })

  it('let only analysts and administrators write', () => {
    const writers = Object.entries(roles).filter(([, held]) => held.some((one) => one.endsWith(':write')))
    expect(writers.map(([name]) => name).sort()).toEqual(['admin', 'analyst'])
  })
})

describe('commands', () => {
  it.each(Object.entries(commands))(
    '%s takes its flags from its request and names a known operation',
    (_, command) => {
      const fields = 'input' in command ? Object.keys(command.input.properties) : []
      for (const flag of Object.values(command.flags as Record<string, object>))
        if ('field' in flag) expect(fields).toContain(flag.field)
      if ('operation' in command) expect(operations).toHaveProperty(command.operation)
    },
  )

  it('have words of their own', () => {
    const words = Object.values(commands).map((command) => command.words.join(' '))
    expect(new Set(words).size).toBe(words.length)
  })
})
