/** Policies run by the Zen engine. */
import { evaluateExpressionSync, ZenDecisionContent, ZenEngine } from '@gorules/zen-engine'
import {
  checkPolicy,
  type PolicyDocument,
  policyAnswers,
  policyPaths,
  type ReadStage,
  readPolicy,
} from '@pratibimba/risk/policies'
import { type CompiledPolicy, PolicyTimeout, PolicyUnusable, type RuleEngine } from '@pratibimba/risk/ports'
import { namesIn, policyGraph, VALUES } from './policy-graph.ts'
import { policyResult, unanswered, type ZenAnswer } from './policy-result.ts'
import { type NameOf, zenExpression } from './zen-expression.ts'

export interface ZenRulesOptions {
  /** Longest a decision may take, milliseconds. */
  readonly timeoutMs?: number
}

export interface ZenRules extends RuleEngine {
  dispose(): void
}

/**
 * Opens the engine.
 *
 * A document is read by our own grammar and handed to the engine in its words, so that nothing reaches it that reads
 * a clock, draws at random or runs a program. Before the engine is asked, the input is checked for rules that cannot
 * be answered and for calculations that leave its range: the engine treats the first as not holding, in silence, and
 * ends the whole process at the second.
 *
 * @see docs/methods/credit-policies.md
 */
export function openZenRules({ timeoutMs = 1000 }: ZenRulesOptions = {}): ZenRules {
  const engine = new ZenEngine()
  return {
    compile: (document) => compile(engine, document, timeoutMs),
    dispose: () => engine.dispose(),
  }
}

function compile(engine: ZenEngine, document: PolicyDocument, timeoutMs: number): CompiledPolicy {
  const [problem] = checkPolicy(document)
  if (problem !== undefined) throw new PolicyUnusable(problem.message, problem)
  const { stages } = readPolicy(document)
  const paths = policyPaths(stages)
  const nameOf = namesIn(paths)
  for (const stage of stages) checkWords(stage, nameOf)
  const { nodes, edges } = policyGraph(stages, nameOf)
  const content = new ZenDecisionContent(Buffer.from(JSON.stringify({ nodes, edges })))
  const decision = engine.createDecision(content)
  const answers = policyAnswers(stages)
  let disposed = false
  return {
    async decide(input) {
      if (disposed) throw new Error('The policy was disposed of.')
      const { unanswerable, outOfRange, values } = answers(input)
      if (outOfRange.length > 0) return unanswered(stages, outOfRange)
      const { result } = await within(
        timeoutMs,
        decision.evaluate({ [VALUES]: paths.map((path) => values.get(path) ?? null) }),
      )
      return policyResult(stages, unanswerable, result as ZenAnswer)
    },
    dispose() {
      disposed = true
    },
  }
}

/** Lets the engine read every cell once. */
function checkWords(stage: ReadStage, nameOf: NameOf): void {
  for (const rule of stage.rules)
    for (const cell of [...rule.conditions, ...rule.computed.map(({ value }) => value)]) {
      const words = zenExpression(cell, nameOf)
      try {
        evaluateExpressionSync(words, { [VALUES]: [] })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        if (!message.includes('"vmError"'))
          throw new PolicyUnusable(`The engine does not read ${words}: ${message.split('\n')[0]}`, {
            stage: stage.id,
            rule: rule.id,
          })
      }
    }
}

/** An answer that is there when the time is up counts, though a busy thread saw the clock first. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new PolicyTimeout(milliseconds))), milliseconds)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
