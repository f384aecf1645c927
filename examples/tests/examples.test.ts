/** Every example runs as its readers run it: a process of its own, at a small size, judged by exit code, output and files. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openTables } from '@pratibimba/adapters/tables'
import { columnNames, columnOf } from '@pratibimba/numerics/frame'
import { afterAll, describe, expect, it } from 'vitest'

const examples = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'pratibimba-examples-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Directory the program was told to write to. */
  readonly out: string
}

function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Omit<Run, 'out'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (data) => {
      text.stdout += data
    })
    child.stderr.on('data', (data) => {
      text.stderr += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...text }))
  })
}

/** Runs an example in a fresh directory; anything but success fails the test with what it said. */
async function runExample(name: string, args: readonly string[]): Promise<Run> {
  const out = mkdtempSync(join(scratch, `${name}-`))
  const done = await run(process.execPath, [join(examples, `${name}.ts`), ...args, '--out', out], {
    cwd: out,
  })
  expect(done, done.stderr).toMatchObject({ code: 0, stderr: '' })
  return { ...done, out }
}

/** Cells of the printed line that starts with `label`. */
function cells(stdout: string, label: string): string[] {
  const line = stdout.split('\n').find((candidate) => candidate.startsWith(`${label} `))
  expect(line, `a line that starts with "${label}" in:\n${stdout}`).toBeDefined()
  return line!.slice(label.length).trim().split(/ {2,}/)
}

const share = (cell: string) => Number(cell.replace('%', '')) / 100
const whole = (cell: string) => Number(cell.replaceAll(',', ''))

async function readTable(path: string) {
  const tables = await openTables()
  try {
    return (await tables.read(path)).frame
  } finally {
    await tables.close()
  }
}

describe('examples', () => {
  it('underwriting thresholds: fewer approved and fewer defaults as the cut-off rises', async () => {
    const { stdout } = await runExample('underwriting-thresholds', ['--borrowers', '4000'])
    const rows = ['300', '620', '680', '720'].map((cutOff) => cells(stdout, cutOff))
    expect(rows[0][0]).toBe('4,000')
    for (const [i, [approved, , predicted, observed]] of rows.entries()) {
      if (i === 0) continue
      expect(whole(approved)).toBeLessThan(whole(rows[i - 1][0]))
      expect(share(predicted)).toBeLessThan(share(rows[i - 1][2]))
      expect(share(observed)).toBeLessThan(share(rows[i - 1][3]))
    }
  })

  it('interdepartmental subprime: two grades, the rate asked for, files with the hashes printed', async () => {
    const { stdout, out } = await runExample('interdepartmental-subprime', ['--borrowers', '1000'])
    expect(stdout).toContain('180 in default: 18.00%')
    const borrowers = await readTable(join(out, 'borrowers.csv'))
    const grade = columnOf(borrowers, 'risk_grade', 'category')
    expect(borrowers.rows).toBe(1000)
    expect([...grade.dictionary].sort()).toEqual(['D', 'E'])
    expect(stdout).toMatch(/loans\.csv {2}1,\d{3} rows {2}sha256 [0-9a-f]{64}/)
  })

  it('QA database: filled twice alike, refreshed, both engines', async () => {
    const { stdout, out } = await runExample('qa-database', ['--borrowers', '300'])
    const [first, again, refreshed] = ['first fill', 'the same seed again', 'refreshed, next seed'].map(
      (occasion) => cells(stdout, occasion),
    )
    expect(again[3]).toBe(first[3])
    expect(refreshed[3]).not.toBe(first[3])
    const database = new DatabaseSync(join(out, 'qa.sqlite'), { readOnly: true })
    const orphans = database
      .prepare(
        'SELECT count(*) AS n FROM loans LEFT JOIN borrowers USING (borrower_id) WHERE borrowers.age IS NULL',
      )
      .get()
    expect(database.prepare('SELECT count(*) AS n FROM borrowers').get()).toEqual({ n: 300 })
    expect(orphans).toEqual({ n: 0 })
    database.close()
    expect(readFileSync(join(out, 'qa.duckdb')).subarray(8, 12).toString()).toBe('DUCK')
  })

  it('performance testing: every row asked for, and figures that are numbers', async () => {
    const { stdout, out } = await runExample('performance-testing', [
      '--borrowers',
      '60000',
      '--threads',
      '2',
    ])
    expect(cells(stdout, '60,000').every((cell) => whole(cell) > 0)).toBe(true)
    expect(stdout).toMatch(/: [\d,]+ rows a second/)
    expect((await readTable(join(out, 'borrowers.parquet'))).rows).toBe(60_000)
  })

  it('rare segments: every row marked, a given table as well as the stand-in', async () => {
    const standIn = await runExample('rare-segment-augmentation', ['--borrowers', '500'])
    expect(cells(standIn.stdout, 'synthetic').slice(0, 3)).toEqual(['500', '150', '30.00%'])
    const { out: realOut } = await runExample('interdepartmental-subprime', ['--borrowers', '400'])
    const { out } = await runExample('rare-segment-augmentation', [
      '--borrowers',
      '500',
      '--real',
      join(realOut, 'borrowers.csv'),
    ])
    const training = await readTable(join(out, 'training.csv'))
    expect(training.rows).toBe(900)
    expect(columnNames(training)).toContain('credit_score')
    const source = columnOf(training, 'source', 'category')
    expect([...source.values].filter((value) => source.dictionary[value] === 'real')).toHaveLength(400)
  })

  it('bias detection: the shifted group differs, the control does not', async () => {
    const { stdout } = await runExample('bias-detection', [])
    const interval = (group: string) => cells(stdout, group)[3].split(' to ').map(share)
    expect(Math.max(...interval('Group_B'))).toBeLessThan(0)
    const [low, high] = interval('Control')
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(0)
    expect(stdout).toContain('< 0.8')
  })

  it('feature engineering: the default rate rises with the DTI range', async () => {
    const { stdout } = await runExample('feature-engineering-dti', [])
    const rates = ['0.1–0.2', '0.2–0.3', '0.3–0.4', '0.4–0.5'].map((range) => share(cells(stdout, range)[3]))
    expect(rates).toEqual(rates.toSorted((a, b) => a - b))
  })

  it('credit scoring: histories as CSV, and a ranking well above chance, not above the truth', async () => {
    const { stdout, out } = await runExample('credit-scoring-training-data', ['--borrowers', '8000'])
    expect(readdirSync(out).sort()).toEqual(['borrowers.csv', 'loans.csv', 'payment_sequences.csv'])
    const [model, error] = cells(stdout, 'logistic regression').map(Number)
    const [truth] = cells(stdout, 'true PD').map(Number)
    expect(model).toBeGreaterThan(0.7)
    expect(model).toBeLessThan(truth + 2 * error)
    const payments = columnOf(await readTable(join(out, 'payment_sequences.csv')), 'month', 'int32').values
    expect(payments.reduce((most, month) => Math.max(most, month))).toBe(36)
  })

  it('scorecard: points rise as the default rate falls, the sum is what the parts say, SQL beside it', async () => {
    const { stdout, out } = await runExample('credit-scorecard', ['--borrowers', '4000'])
    const bins = stdout
      .split('\n')
      .filter((line) => line.startsWith('credit_score ') && line.includes('%'))
      .map((line) => line.trim().split(/ {2,}/))
    expect(bins.length).toBeGreaterThan(2)
    const byRate = bins.toSorted((a, b) => share(b[3]) - share(a[3])).map((bin) => Number(bin[5]))
    expect(byRate).toEqual(byRate.toSorted((a, b) => a - b))
    expect(Number(/AUC ([\d.]+)/.exec(stdout)![1])).toBeGreaterThan(0.7)
    const applicants = stdout.split('\n').filter((line) => /^B\d+ /.test(line))
    expect(applicants).toHaveLength(3)
    const figures = applicants.map((line) => line.trim().split(/ {2,}/).slice(1))
    for (const parts of figures) {
      const points = parts.slice(0, -2).map(Number)
      expect(points.reduce((a, b) => a + b)).toBe(Number(parts.at(-2)))
    }
    const pds = figures.map((parts) => share(parts.at(-1)!))
    expect(pds).toEqual(pds.toSorted((a, b) => b - a))
    expect(readFileSync(join(out, 'scorecard.sql'), 'utf8')).toMatch(/^SELECT\n {2}"borrower_id"/)
  })

  it('training: the file alone scores new applicants, and about as well as was promised', async () => {
    const { stdout, out } = await runExample('train-a-model', ['--borrowers', '2000'])
    expect(stdout).toContain('champion: scorecard.')
    const promised = Number(cells(stdout, 'scorecard')[0])
    const [, low, high] = /AUC [\d.]+ \[([\d.]+) to ([\d.]+)\]/.exec(stdout)!.map(Number)
    expect(promised).toBeGreaterThan(low - 0.05)
    expect(promised).toBeLessThan(high + 0.05)
    expect(readdirSync(out).sort()).toEqual(['borrowers.csv', 'borrowers.model'])
  })

  it('champion and challenger: the verdict follows from the interval and the cost', async () => {
    const { stdout } = await runExample('champion-and-challenger', ['--borrowers', '6000'])
    const [, low] = /champion: -?[\d.]+ \[(-?[\d.]+) to/.exec(stdout)!.map(Number)
    const cost = (model: string) => {
      const lines = stdout.split('\n').filter((line) => line.startsWith(`${model} `))
      return Number(lines[1].trim().split(/ {2,}/).at(-1))
    }
    const better = low > 0 && cost('leaf-wise trees') < cost('scorecard')
    expect(stdout.includes('it may take the place')).toBe(better)
    expect(stdout).toContain('1/(1 + 20) = 4.76%')
    expect(Number(cells(stdout, 'scorecard')[0])).toBeGreaterThan(0.7)
  })

  it('a model from elsewhere: the same scores in every format', async () => {
    const { stdout, out } = await runExample('bring-your-own-model', ['--borrowers', '1500'])
    expect(stdout).toContain('bank.txt: lightgbm, 9 inputs')
    for (const format of ['pratibimba', 'lightgbm', 'onnx', 'xgboost', 'catboost']) {
      const [file, differing, largest] = cells(stdout, format)
      expect(readdirSync(out)).toContain(file)
      expect(Number(differing)).toBeLessThan(15)
      expect(Number(largest)).toBeLessThan(1e-5)
    }
    expect(readFileSync(join(out, 'lightgbm.txt'), 'utf8').startsWith('tree\n')).toBe(true)
    const again = await runExample('bring-your-own-model', [
      '--borrowers',
      '1500',
      '--model',
      join(out, 'onnx.onnx'),
    ])
    expect(again.stdout).toContain('onnx.onnx: onnx, 9 inputs')
  })

  it('explained decision: contributions add up, reasons are few, and what is proposed would be accepted', async () => {
    const { stdout } = await runExample('explain-a-decision', ['--borrowers', '4000'])
    const figures = /usual (-?[\d.]+), with all of them (-?[\d.]+); the model says (-?[\d.]+)/.exec(stdout)!
    expect(figures[2]).toBe(figures[3])
    const pd = share(/PD ([\d.]+%)/.exec(stdout)![1])
    const threshold = 1 / 11
    expect(pd).toBeGreaterThanOrEqual(threshold)
    const reasons = stdout.split('\n').filter((line) => /^R\d /.test(line))
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.length).toBeLessThanOrEqual(4)
    const proposed = [...stdout.matchAll(/^ {2}(.+ → .+) {2}\(PD ([\d.]+%)\)$/gm)]
    expect(proposed.length).toBeGreaterThan(0)
    for (const [, changes, changed] of proposed) {
      expect(changes).not.toMatch(/bankruptcies|home_ownership|employment_type/)
      expect(share(changed)).toBeLessThan(threshold)
    }
  })

  it('vendor twin: through the API, the file without anybody in it', async () => {
    const { stdout, out } = await runExample('vendor-twin', ['--borrowers', '600', '--rows', '400'])
    expect(cells(stdout, 'email')).toEqual(['personal', 'email'])
    expect(stdout).toContain('e-mail addresses of customers found in it: 0')
    const twin = await readTable(join(out, 'production_synthetic.csv'))
    const original = await readTable(join(out, 'production.csv'))
    expect(twin.rows).toBe(400)
    expect(columnNames(twin)).toEqual(columnNames(original))
    expect(readdirSync(out).sort()).toEqual(['production.csv', 'production_synthetic.csv'])
  })

  it('joint venture twin: as many rows, and close', async () => {
    const { stdout, out } = await runExample('joint-venture-twin', ['--borrowers', '2000'])
    expect(Number(/Similarity: ([\d.]+) of 100/.exec(stdout)![1])).toBeGreaterThan(90)
    expect((await readTable(join(out, 'twin.csv'))).rows).toBe(2000)
  })

  it('intervention effect: the difference to the control group finds the truth, the rate of payers does not', async () => {
    const { stdout } = await runExample('intervention-effect', ['--borrowers', '4000', '--uplift', '0.5'])
    const [, low, high] = /([\d.]+) to ([\d.]+) in a hundred/.exec(stdout)!.map(Number)
    const [, heldOut] = /of the others ([\d.]+)% did/.exec(stdout)!.map(Number)
    const truth = 0.5 * (100 - heldOut!)
    expect(low).toBeLessThan(truth)
    expect(high).toBeGreaterThan(truth)
    const [, assumed, learnt] = /: ([\d.]+)% assumed, ([\d.]+)% learnt/.exec(stdout)!.map(Number)
    expect(Math.abs(learnt! - 50)).toBeLessThan(Math.abs(assumed! - 50))
  })

  it('features of a bank: the kernel and SQL agree, one customer is shown', async () => {
    const { stdout } = await runExample('features-of-a-bank', ['--borrowers', '40'])
    expect(stdout).toContain('104 features of 40 customers')
    expect(Number(/apart by (\S+) at most/.exec(stdout)![1])).toBeLessThan(1e-9)
    expect(
      stdout.split('\n').filter((line) => / {2}(ratio|days|weeks|percent|count|score|flag)$/.test(line)),
    ).toHaveLength(8)
  })

  it('predict a customer: a score with reasons, events once, a score that follows them', async () => {
    const { stdout } = await runExample('predict-a-customer', ['--borrowers', '500'])
    expect(Number(/AUC ([\d.]+)/.exec(stdout)![1])).toBeGreaterThan(0.6)
    expect(stdout).toMatch(/raises the risk\./)
    expect(stdout).toContain('first: 1 accepted, 0 repeated')
    expect(stdout).toContain('again: 0 accepted, 1 repeated')
    const [, before, after] = /as of \S+ ([\d.]+)%, as of \S+ ([\d.]+)%/.exec(stdout)!.map(Number)
    expect(after).toBeLessThan(before!)
  }, 240_000) // a bank, a model and its scores

  it('credit decisions: trained, decided with reasons, reviewed, replayed, forgotten', async () => {
    const { stdout } = await runExample('credit-decisions', ['--borrowers', '2500'])
    expect(stdout).toContain('60 of 61 decided, 1 refused: /annual_income')
    expect(stdout).toMatch(/would be approved: |waited for a person/)
    expect(stdout).toMatch(/^ {2}[A-Z_]+ {2}\w/m)
    expect(stdout).toContain('replayed: identical')
    expect(stdout).toContain('live at the beginning: no model')
    expect(stdout).toMatch(/live when it was decided: cd-\S+, policy 1/)
    expect(stdout).toMatch(/forgotten: \d+ decisions, 0 still known; audit chain whole/)
  }, 240_000) // a model with every check

  it('drift of a file: none where there is none, found where the market is another', async () => {
    const { stdout, out } = await runExample('drift-of-a-file', ['--borrowers', '2000'])
    expect(stdout).toContain('alike: none')
    expect(stdout).toContain('riskier: severe')
    expect(cells(stdout, 'credit_score')[0]).toBe('severe')
    expect(readFileSync(join(out, 'reference.json'), 'utf8')).not.toContain('borrower_id')
  })

  it('fixtures of a CI run: the commands of the workflow, as they stand in it', async () => {
    const workflow = readFileSync(join(examples, 'ci-fixtures/test.yml'), 'utf8')
    const commands =
      /name: Generate test fixtures\n\s+working-directory: pratibimba\n\s+run: \|\n((?: {10}.*\n)+)/.exec(
        workflow,
      )![1]
    const fixtures = mkdtempSync(join(scratch, 'ci-'))
    const done = await run('sh', ['-ec', commands], {
      cwd: join(examples, '..'),
      env: { ...process.env, FIXTURES: fixtures },
    })
    expect(done.code, done.stderr).toBe(0)
    expect(readdirSync(fixtures).sort()).toEqual(['portfolio', 'subprime.sqlite', 'twin.csv'])
    expect((await readTable(join(fixtures, 'twin.csv'))).rows).toBe(500)
  })

  it('an option that cannot be is refused by name, with nothing written', async () => {
    const out = mkdtempSync(join(scratch, 'refused-'))
    const program = join(examples, 'qa-database.ts')
    const done = await run(process.execPath, [program, '--borrowers', 'many', '--out', out], { cwd: out })
    expect(done.code).toBe(1)
    expect(done.stderr).toContain('--borrowers: need a whole number from 1, got "many"')
    expect(readdirSync(out)).toEqual([])
  })

  it('leaves no program out', () => {
    const tests = readFileSync(import.meta.filename, 'utf8')
    const programs = readdirSync(examples).filter((name) => name.endsWith('.ts'))
    for (const program of programs) expect(tests).toContain(`runExample('${program.slice(0, -3)}'`)
    const index = readFileSync(join(examples, 'README.md'), 'utf8')
    for (const program of programs) expect(index).toContain(`(${program})`)
  })
})
