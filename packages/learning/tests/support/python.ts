/** Python scripts that stand beside peer tests. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const interpreter = process.env.PRATIBIMBA_PYTHON
const execute = promisify(execFile)

/**
 * Runs a script to its end and answers what it printed.
 *
 * @throws Error with the script's own words when it fails, or when no interpreter is given
 */
export async function python(script: string, args: readonly string[] = []): Promise<string> {
  if (interpreter === undefined)
    throw new Error('PRATIBIMBA_PYTHON is not set: run these tests with `npm run test:peers`.')
  const { stdout } = await execute(interpreter, [script, ...args], { maxBuffer: 2 ** 28 })
  return stdout
}
