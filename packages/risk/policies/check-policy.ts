/** Whether a document can be a policy at all: everything that can be said before it runs. */
import { compileCell, type Lookup } from './cells/index.ts'
import type { PolicyDocument, PolicyStage } from './policy.ts'
import { type PolicyProblem, type ReadStage, readPolicy } from './read-policy.ts'
import { isStageKind } from './stage-kinds.ts'

/**
 * Checks ids, columns, cells, names, order of stages, outcomes, reason codes, and that every score meets a rule.
 *
 * @returns what is wrong, in the order of the document; nothing when it may run
 */
export function checkPolicy(document: PolicyDocument): PolicyProblem[] {
  const shape = shapeProblem(document)
  if (shape !== undefined) return [{ message: shape }]
  const problems: PolicyProblem[] = []
  repeated(document.stages.map(({ id }) => id)).forEach((id) => {
    problems.push({ stage: id, message: `two stages have the id ${id}` })
  })
  repeated(document.tests.map(({ name }) => name)).forEach((name) => {
    problems.push({ message: `two tests have the name ${JSON.stringify(name)}` })
  })
  repeated(document.stages.flatMap(({ rules }) => rules.map(({ id }) => id))).forEach((id) => {
    problems.push({ rule: id, message: `two rules have the id ${id}; ids are unique in the policy` })
  })
  for (const stage of document.stages) problems.push(...stageProblems(stage))
  problems.push(...orderProblems(document), ...expectedRules(document))
  const { stages, problems: unread } = readPolicy(document)
  problems.push(...unread)
  if (problems.length === 0)
    for (const stage of stages) if (stage.kind === 'thresholds') problems.push(...uncovered(stage, document))
  return problems
}

function shapeProblem(document: PolicyDocument): string | undefined {
  if (typeof document !== 'object' || document === null) return 'a policy is an object'
  if (document.format !== 1) return `format ${JSON.stringify(document.format)} is not known; this one reads 1`
  const { usual, stages, tests } = document
  if (!Array.isArray(stages) || !Array.isArray(tests)) return 'a policy has stages and tests'
  if (!isObject(usual)) return 'a policy has a usual case'
  for (const part of ['application', 'features', 'sources', 'early_warning'] as const)
    if (typeof usual?.[part] !== 'object' || usual[part] === null) return `the usual case has no ${part}`
  if (typeof usual.score !== 'number' || typeof usual.pd !== 'number')
    return 'the usual case has no score and pd'
  for (const stage of stages) {
    const trouble = stageShape(stage)
    if (trouble !== undefined) return `stage ${JSON.stringify(stage?.id)} ${trouble}`
  }
  for (const test of tests)
    if (typeof test?.name !== 'string' || !isObject(test.input) || !isObject(test.expect))
      return 'a test has a name, an input and what is expected'
  return undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function stageShape(stage: PolicyStage): string | undefined {
  if (!isObject(stage) || typeof stage.id !== 'string') return 'has no id'
  if (!isStageKind(stage.kind)) return `is of no kind that is known: ${JSON.stringify(stage.kind)}`
  if (!Array.isArray(stage.inputs) || !Array.isArray(stage.outputs) || !Array.isArray(stage.rules))
    return 'has no inputs, outputs and rules'
  for (const column of [...stage.inputs, ...stage.outputs])
    if (typeof column?.id !== 'string' || typeof column.field !== 'string')
      return 'has a column without id or field'
  for (const rule of stage.rules)
    if (
      typeof rule?.id !== 'string' ||
      !isObject(rule.cells) ||
      !Object.values(rule.cells).every((cell) => typeof cell === 'string')
    )
      return 'has a rule without id, or with cells that are no texts'
  return undefined
}

function stageProblems(stage: PolicyStage): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const columns = [...stage.inputs, ...stage.outputs].map(({ id }) => id)
  for (const column of repeated(columns))
    problems.push({ stage: stage.id, column, message: `two columns have the id ${column}` })
  if (stage.rules.length === 0) problems.push({ stage: stage.id, message: 'the stage has no rules' })
  for (const rule of stage.rules) {
    if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(rule.id))
      problems.push({
        stage: stage.id,
        rule: rule.id,
        message: 'ids are letters, digits, ., _ and -, at most 64',
      })
    for (const column of Object.keys(rule.cells))
      if (!columns.includes(column))
        problems.push({
          stage: stage.id,
          rule: rule.id,
          column,
          message: `the stage has no column ${column}`,
        })
  }
  return problems
}

function orderProblems({ stages }: PolicyDocument): PolicyProblem[] {
  const first = stages.findIndex(({ kind }) => kind !== 'derivation')
  return stages
    .filter(({ kind }, i) => kind === 'derivation' && first >= 0 && i > first)
    .map(({ id }) => ({ stage: id, message: 'derivations come before every other stage' }))
}

function expectedRules({ stages, tests }: PolicyDocument): PolicyProblem[] {
  const ids = new Set(stages.flatMap(({ id, rules }) => [`${id}:unanswerable`, ...rules.map((r) => r.id)]))
  return tests.flatMap(({ name, expect }) =>
    [...(expect.fires ?? []), ...(expect.fires_not ?? [])]
      .filter((id) => !ids.has(id))
      .map((id) => ({ message: `test ${JSON.stringify(name)} names the rule ${id}, which there is not` })),
  )
}

/** Scores at which no rule of thresholds holds: tried at every number the cells name, beside it, and between. */
function uncovered(stage: ReadStage, { usual }: PolicyDocument): PolicyProblem[] {
  const rules = stage.rules.map(({ conditions }) => conditions.map(compileCell))
  const numbers = [...JSON.stringify(stage.rules).matchAll(/"value":([\d.e-]+)/g)].map(([, text]) =>
    Number(text),
  )
  const edges = [...new Set([0, 1, ...numbers, ...numbers.map((pd) => 1 - pd)])].sort((a, b) => a - b)
  const tried = edges
    .flatMap((edge, i) => [edge - 1e-9, edge, edge + 1e-9, (edge + (edges[i + 1] ?? edge)) / 2])
    .filter((score) => score >= 0 && score <= 1)
  for (const score of tried) {
    const lookup: Lookup = (path) => {
      if (path === 'score') return score
      if (path === 'pd') return 1 - score
      const [head, name] = path.split('.')
      return (usual as unknown as Record<string, Record<string, null>>)[head]?.[name]
    }
    if (!rules.some((conditions) => conditions.every((condition) => condition(lookup) === true)))
      return [{ stage: stage.id, message: `a score of ${score} meets no rule` }]
  }
  return []
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))]
}
