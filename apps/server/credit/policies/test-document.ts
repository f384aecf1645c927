/** A document of a policy, checked and tested before anything is kept of it. */
import { type FieldError, ProblemError } from '@pratibimba/contract'
import {
  checkPolicy,
  type PolicyDocument,
  type PolicyProblem,
  type PolicyTestRun,
  runPolicyTests,
} from '@pratibimba/risk/policies'
import { PolicyTimeout, PolicyUnusable, type RuleEngine } from '@pratibimba/risk/ports'

/**
 * Runs the tests of a document.
 *
 * @throws ProblemError `unusable_data` for a document that cannot be a policy, naming each place in it
 */
export async function testDocument(
  rules: RuleEngine,
  document: PolicyDocument,
): Promise<readonly PolicyTestRun[]> {
  const problems = checkPolicy(document)
  if (problems.length > 0) throw unusable(document, problems)
  try {
    return await runPolicyTests(rules, document)
  } catch (error) {
    if (error instanceof PolicyUnusable) throw unusable(document, [error])
    if (error instanceof PolicyTimeout)
      throw new ProblemError('unusable_data', `A test does not end. ${error.message}`)
    throw error
  }
}

/** More than anyone mends at a time. */
const MOST_ERRORS = 50

function unusable(document: PolicyDocument, problems: readonly PolicyProblem[]): ProblemError {
  const errors = problems
    .slice(0, MOST_ERRORS)
    .map((problem): FieldError => ({ pointer: pointerTo(document, problem), detail: problem.message }))
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more, see errors)` : ''
  return new ProblemError(
    'unusable_data',
    `The policy cannot be used: ${problems[0]!.message}${more}.`,
    errors,
  )
}

function pointerTo({ stages }: PolicyDocument, { stage, rule, column }: PolicyProblem): string {
  const found = stages.findIndex(
    ({ id, rules }) => id === stage || (stage === undefined && rules.some((one) => one.id === rule)),
  )
  if (found < 0) return '/document'
  const place = `/document/stages/${found}`
  const at = stages[found]!.rules.findIndex(({ id }) => id === rule)
  if (at < 0) return place
  return `${place}/rules/${at}${column === undefined ? '' : `/cells/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`}`
}
