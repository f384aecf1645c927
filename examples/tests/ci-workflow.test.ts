/** The workflow that retrains every week says commands that exist, with flags they take, and every step of the pipeline. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, commands } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly name?: string
  readonly run?: string
  readonly if?: string
  readonly 'continue-on-error'?: boolean
}
interface Workflow {
  readonly on: {
    readonly schedule: readonly { readonly cron: string }[]
    readonly workflow_dispatch: {
      readonly inputs: { readonly retrain_type: { readonly options: readonly string[] } }
    }
  }
  readonly jobs: { readonly retrain: { readonly steps: readonly Step[] } }
}

const workflow = parse(readFileSync(join(import.meta.dirname, '../ci/ml-pipeline.yml'), 'utf8')) as Workflow
const { steps } = workflow.jobs.retrain
const declared = Object.values(commands as Readonly<Record<string, Command>>)

/** Commands of the workflow, in order, with their flags. */
const called = steps.flatMap(({ run = '' }) => {
  const [, text] = /^npx pratibimba (.+)$/s.exec(run.trim()) ?? []
  if (text === undefined) return []
  const command = declared
    .filter(({ words }) => text.startsWith(`${words.join(' ')} `))
    .sort((a, b) => b.words.length - a.words.length)
    .at(0)
  return [{ text, command, flags: [...text.matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag!) }]
})

describe('the weekly workflow', () => {
  it('runs every week, and in full when a person asks', () => {
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }])
    const { options } = workflow.on.workflow_dispatch.inputs.retrain_type
    const { 'retrain-type': flag } = commands.creditValidate.flags
    expect([...options].sort()).toEqual([...(flag.schema as unknown as { enum: string[] }).enum].sort())
    expect(called[0]!.text).toMatch(/--retrain-type .*inputs\.retrain_type \|\| 'incremental'/)
  })

  it.each(called.map(({ text, ...rest }) => [text.split(' --')[0]!, rest] as const))(
    '%s is a command with these flags',
    (text, { command, flags }) => {
      expect(command, text).toBeDefined()
      for (const flag of flags) expect(Object.keys(command!.flags)).toContain(flag)
      for (const [name, flag] of Object.entries(command!.flags))
        if ('required' in flag && flag.required) expect(flags, name).toContain(name)
    },
  )

  it('takes every step of the pipeline, in its order', () => {
    const order = declared
      .filter(({ summary }) => /^Step \d+/.test(summary))
      .sort((a, b) => Number(/\d+/.exec(a.summary)![0]) - Number(/\d+/.exec(b.summary)![0]))
    expect(order.length).toBeGreaterThanOrEqual(10)
    expect(called.map(({ command }) => command?.words.join(' '))).toEqual(
      order.map(({ words }) => words.join(' ')),
    )
  })

  it('stops at a step that fails: nothing goes on regardless, but for keeping the reports', () => {
    for (const step of steps) expect(step['continue-on-error']).toBeUndefined()
    expect(steps.filter((step) => step.if !== undefined).map(({ name }) => name)).toEqual(['Upload reports'])
  })
})
