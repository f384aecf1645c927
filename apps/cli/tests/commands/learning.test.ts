import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { csv, type Loan, loans } from '../support/loans.ts'
import { type RunOptions, runProgram } from '../support/run-program.ts'
import { scratchFolders } from '../support/scratch.ts'

const scratch = scratchFolders()
const posix = process.platform !== 'win32'
const population = loans(300)
const quick = ['--target', 'default', '--learner', 'scorecard', '--folds', '3']
const besides = ['--exclude', 'sex,weight,customer,opened']

/** Where a card, trees and the table they learnt from lie for all that only reads them. */
let shared: string
const run = (args: readonly string[], folder = shared, options: RunOptions = {}) =>
  runProgram(args, folder, options)

async function done(args: readonly string[], folder = shared) {
  const { code, stdout, stderr } = await run([...args, '--json'], folder)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

function table(folder: string, name: string, rows: readonly object[]): string {
  writeFileSync(join(folder, name), csv(rows))
  return name
}

/** The rows of a written file, by column. */
function written(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])))
}

beforeAll(async () => {
  shared = scratch()
  table(shared, 'loans.csv', population)
  const boosting = ['--target', 'default', '--learner', 'boosting', '--folds', '2', ...besides]
  const [card, trees] = await Promise.all([
    run(['train', 'loans.csv', ...quick, ...besides, '--out', 'card.model']),
    run(['train', 'loans.csv', ...boosting, '--out', 'trees.model']),
  ])
  expect([card.code, card.stderr, trees.code, trees.stderr]).toEqual([0, '', 0, ''])
}, 120_000)

describe('train', () => {
  it('prints a table that fits a terminal, with what was chosen and why', async () => {
    const folder = scratch()
    table(folder, 'loans.csv', population)
    const { code, stdout, stderr } = await run(['train', 'loans.csv', ...quick], folder)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^300 rows, \d columns learnt from, \d+ with default = 1/)
    expect(stdout).toContain('not learnt from: id (it is the key)')
    expect(stdout).toContain('3 folds, stratified; every figure is of rows that nothing had been learnt from')
    expect(stdout).toMatch(/▸ scorecard +\.\d{4} +\.\d{3}–/)
    expect(stdout).toMatch(/· logistic regression/)
    expect(stdout).toMatch(/calibration: \w+, expected error \(ECE\) \.\d+ before, \.\d+ after/)
    expect(stdout).toMatch(/threshold: \.1667\. A missed event costs 5 times a false alarm/)
    expect(stdout).toMatch(/warning: sex: learnt from.*--exclude sex/)
    expect(stdout).toMatch(/loans\.model {2}\d+ kB, [\d.]+ s on \d+ threads?, \d+ MB, seed 42\n$/)
    const rows = stdout.split('\n').filter((line) => /^[▸· ] (scorecard|logistic)| AUC /.test(line))
    for (const line of rows) expect(line.length).toBeLessThanOrEqual(120)
    expect(readdirSync(folder).sort()).toEqual(['loans.csv', 'loans.model'])
  })

  it('an ensemble races all, and the same seed gives the same bytes on one thread and on two', async () => {
    const folder = scratch()
    table(folder, 'few.csv', population.slice(0, 80))
    const args = ['train', 'few.csv', '--target', 'default', '--folds', '2', ...besides]
    const [one, two] = [
      await done([...args, '--threads', '1', '--out', 'one.model'], folder),
      await done([...args, '--threads', '2', '--out', 'two.model'], folder),
    ]
    expect(one.contenders.map(({ id }: { id: string }) => id).sort()).toEqual([
      'depth-wise',
      'extra-trees',
      'fixed-weights',
      'leaf-wise',
      'random-forest',
      'regression',
      'scorecard',
      'stacked',
      'symmetric',
    ])
    expect(two.champion).toEqual(one.champion)
    expect(readFileSync(join(folder, 'two.model'))).toEqual(readFileSync(join(folder, 'one.model')))
  }, 60_000)

  it('groups, times, weights, costs, calibration and resampling are taken', async () => {
    const rows = [
      ['--group', 'customer', '--weight', 'weight', '--calibration', 'platt'],
      ['--time', 'opened', '--class-weights', '1,5', '--miss-cost', '25', '--calibration', 'isotonic'],
      ['--resample', 'smote', '--calibration', 'beta', '--monotone', 'late=+,income=-'],
    ]
    const folder = scratch()
    table(folder, 'loans.csv', population)
    const reports = await Promise.all(
      rows.map((flags, i) => done(['train', 'loans.csv', ...quick, ...flags, '--out', `${i}.model`], folder)),
    )
    expect(reports.map(({ split }) => split.kind)).toEqual(['grouped', 'time-ordered', 'stratified'])
    expect(reports.map(({ calibration }) => calibration.kind)).toEqual(['platt', 'isotonic', 'beta'])
    expect(reports[1].threshold.value).toBeCloseTo(1 / 26, 12)
    expect(reports[0].leftOut).toContainEqual({ column: 'weight', reason: 'it says how much the row counts' })
    expect(reports[2].resampling).toMatchObject({ method: 'smote' })
  })

  it.runIf(posix)(
    'a search that is interrupted goes on, and ends with the very same model',
    async () => {
      const folder = scratch()
      table(folder, 'few.csv', population.slice(0, 60))
      const args = ['train', 'few.csv', '--target', 'default', '--learner', 'boosting', '--folds', '2']
      const search = [
        ...args,
        '--trials',
        '1',
        '--threads',
        '1',
        '--time',
        'opened',
        '--exclude',
        'sex,weight,customer',
      ]
      await done([...search, '--out', 'whole.model'], folder)
      const state = join(folder, 'cut.model.search.json')
      const { code } = await run([...search, '--out', 'cut.model', '--json'], folder, {
        onStart: async (child) => {
          while (!existsSync(state)) await new Promise((next) => setTimeout(next, 10))
          child.kill('SIGINT')
        },
      })
      expect(code).toBe(130)
      expect(readdirSync(folder).sort()).toEqual(['cut.model.search.json', 'few.csv', 'whole.model'])
      await done([...search, '--out', 'cut.model'], folder)
      expect(readdirSync(folder).sort()).toEqual(['cut.model', 'few.csv', 'whole.model'])
      expect(readFileSync(join(folder, 'cut.model'))).toEqual(readFileSync(join(folder, 'whole.model')))
    },
    60_000,
  )

  const change = (how: (loan: Loan, i: number) => object) => population.map((loan, i) => how({ ...loan }, i))
  it.concurrent.each<[string, readonly object[], readonly string[], number, RegExp]>([
    ['one outcome', change((x) => ({ ...x, default: 0 })), [], 1, /default says 0 in every row/],
    [
      'outcomes missing',
      change((x, i) => ({ ...x, default: i % 100 === 6 ? '' : x.default })),
      [],
      1,
      /default is empty in rows 7, 107 and 207/,
    ],
    [
      'three outcomes',
      change((x, i) => ({ ...x, default: i % 3 })),
      [],
      1,
      /3 different values.*\(--positive\)/,
    ],
    [
      'outcomes that do not say which',
      change((x) => ({ ...x, default: x.default ? 'apple' : 'pear' })),
      [],
      1,
      /says apple or pear: name the one/,
    ],
    ['a misspelt outcome', population, ['--target', 'defualt'], 2, /--target: .*is default meant\?/],
    ['a misspelt exclusion', population, ['--exclude', 'purpos'], 2, /--exclude: .*is purpose meant\?/],
    ['an excluded outcome', population, ['--exclude', 'default'], 2, /--exclude: default is what is learnt/],
    ['two rows', [population.find((x) => x.default)!, population[0]], [], 1, /2 rows are too few|every row/],
    [
      'an infinity',
      change((x, i) => ({ ...x, utilisation: i === 7 ? '1e999' : x.utilisation })),
      ['--exclude', 'income,late,purpose,sex,weight,customer,opened,id'],
      1,
      /utilisation is infinite in row 8|no column to learn/,
    ],
    [
      'nothing that changes',
      change((x) => ({ flat: 1, same: 'x', default: x.default })),
      [],
      1,
      /no column to learn from/,
    ],
    ['weights of 0', change((x) => ({ ...x, weight: 0 })), ['--weight', 'weight'], 1, /every weight is 0/],
    [
      'a class of no weight',
      change((x) => ({ ...x, weight: x.default ? 0 : 1.5 })),
      ['--weight', 'weight'],
      1,
      /with the event has a weight of 0/,
    ],
    [
      'a weight below 0',
      change((x, i) => ({ ...x, weight: i === 3 ? -1 : 1.5 })),
      ['--weight', 'weight'],
      1,
      /negative in row 4/,
    ],
    [
      'a weight missing',
      change((x, i) => ({ ...x, weight: i === 3 ? '' : 1.5 })),
      ['--weight', 'weight'],
      1,
      /empty in row 4/,
    ],
    ['class weights of 0', population, ['--class-weights', '0,1'], 2, /two numbers above 0/],
    ['a direction of labels', population, ['--monotone', 'purpose=+'], 2, /purpose is a category/],
    ['times that are text', population, ['--time', 'purpose'], 1, /purpose holds text: a time is/],
    [
      'too few rows for neighbours',
      [
        ...population.filter((x) => x.default).slice(0, 4),
        ...population.filter((x) => !x.default).slice(0, 60),
      ],
      ['--resample', 'smote'],
      1,
      /smote needs more than 5 rows/,
    ],
    ['an unknown flag', population, ['--lerner', 'x'], 2, /--learner/],
    ['its own input for output', population, ['--out', 'data.csv', '--overwrite'], 1, /is what is read/],
  ])('refuses %s in words, and writes nothing', async (_, rows, flags, exit, words) => {
    const folder = scratch()
    const before = csv(rows)
    writeFileSync(join(folder, 'data.csv'), before)
    const { code, stdout, stderr } = await run(['train', 'data.csv', ...quick, ...flags], folder)
    expect([code, stdout]).toEqual([exit, ''])
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(readdirSync(folder)).toEqual(['data.csv'])
    expect(readFileSync(join(folder, 'data.csv'), 'utf8')).toBe(before)
  })

  it('three rows train with a warning; more columns than rows, and a column that leaks, are told', async () => {
    const folder = scratch()
    const [bad, good] = [1, 0].map((outcome) => population.filter((loan) => loan.default === outcome))
    table(folder, 'three.csv', [bad[0], good[0], good[1]])
    const three = await done(['train', 'three.csv', '--target', 'default'], folder)
    expect(three.contenders).toEqual([])
    expect(three.warnings.join('\n')).toMatch(/Nothing could be tried.*single row/)
    expect(three.warnings.join('\n')).toMatch(/more columns \(\d+\) than rows \(3\)/)
    table(
      folder,
      'leak.csv',
      population.map((x, i) => ({ ...x, calls: Number(x.default) * 10 + (i % 3) })),
    )
    const leak = await done(['train', 'leak.csv', ...quick], folder)
    expect(leak.warnings.join('\n')).toMatch(/calls separates the classes.*--exclude calls/)
    expect(leak.warnings.join('\n')).not.toContain('3 folds could be made')
  })

  it.runIf(posix)('a full disk leaves nothing', async () => {
    const folder = scratch()
    table(folder, 'loans.csv', population)
    const { code, stderr } = await run(['train', 'loans.csv', ...quick], folder, { maxFileKibibytes: 2 })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/disk is full|cannot be written/)])
    expect(readdirSync(folder)).toEqual(['loans.csv'])
  })
})

describe('predict', () => {
  it('gives log-odds, probabilities and flags beside the key, and contributions that add up', async () => {
    const folder = scratch()
    for (const [model, more] of [
      ['card', []],
      ['trees', []],
      ['trees', ['--background', join(shared, 'loans.csv')]],
    ] as const) {
      const out = join(folder, `${model}${more.length}.csv`)
      const answer = await done([
        ...['predict', `${model}.model`, 'loans.csv', '--explain', '--keep', 'id', ...more],
        ...['--out', out],
      ])
      expect(answer).toMatchObject({ rows: 300, calibrated: true })
      const rows = written(out)
      expect(rows.map(({ id }) => Number(id))).toEqual(population.map(({ id }) => id))
      expect(answer.flagged).toBe(rows.filter(({ flagged }) => flagged === '1').length)
      for (const row of rows) {
        const contributions = Object.keys(row).filter((name) => name.startsWith('contribution_'))
        const sum = contributions.reduce((total, name) => total + Number(row[name]), Number(row.expected))
        expect(Math.abs(sum - Number(row.log_odds))).toBeLessThan(1e-9)
      }
    }
  })

  it('takes one row, labels never seen, gaps and gzip as training takes them', async () => {
    const folder = scratch()
    table(folder, 'one.csv', [{ ...population[0], purpose: 'yacht', income: '?' }])
    const answer = await done(
      ['predict', join(shared, 'card.model'), 'one.csv', '--out', 'one-scores.csv'],
      folder,
    )
    expect(answer.notes.join()).toContain('purpose: 1 row with a label the model never saw')
    const [row] = written(join(folder, 'one-scores.csv'))
    expect(row.id).toBe('1')
    expect(Number(row.probability)).toBeGreaterThan(0)
  })

  it.concurrent.each<[string, (loan: Loan, i: number) => object, readonly string[], number, RegExp]>([
    ['a column missing', ({ income, ...rest }) => rest, [], 1, /reads income, and there is no column income/],
    [
      'a column misspelt',
      ({ income, ...rest }) => ({ incme: income, ...rest }),
      [],
      1,
      /is incme meant\? Add it/,
    ],
    [
      'text among numbers',
      (x, i) => (i === 4 ? { ...x, income: 'plenty' } : x),
      [],
      1,
      /Column income: .*numbers.*text \(row 5\)/,
    ],
    ['a threshold beyond 1', (x) => x, ['--threshold', '1.5'], 2, /--threshold/],
    [
      'a background without reason',
      (x) => x,
      ['--background', 'data.csv'],
      2,
      /only --explain.*|--background/,
    ],
    ['a column to keep that is not there', (x) => x, ['--keep', 'idd'], 2, /--keep: .*is id meant/],
  ])('refuses %s in words, and writes nothing', async (_, how, flags, exit, words) => {
    const folder = scratch()
    table(folder, 'data.csv', population.slice(0, 40).map(how))
    const { code, stdout, stderr } = await run(
      ['predict', join(shared, 'card.model'), 'data.csv', ...flags],
      folder,
    )
    expect([code, stdout]).toEqual([exit, ''])
    expect(stderr).toMatch(words)
    expect(stderr).not.toContain('plenty')
    expect(readdirSync(folder)).toEqual(['data.csv'])
  })

  it('refuses what is no model of a kind known here', async () => {
    const folder = scratch()
    const good = readFileSync(join(shared, 'card.model'))
    const changed = (at: number, value: number) => {
      const copy = Buffer.from(good)
      copy[at] ^= value
      return copy
    }
    mkdirSync(join(folder, 'folder.model'))
    for (const [name, bytes] of [
      ['cut.model', good.subarray(0, good.length - 50)],
      ['flipped.model', changed(good.length >> 1, 4)],
      ['newer.model', changed(8, 2)],
      ['text.model', Buffer.from('hello\n')],
      ['picture.model', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
      ['huge.txt', Buffer.from('tree\nversion=v4\nnum_class=1\nmax_feature_idx=999999999\n')],
    ] as const)
      writeFileSync(join(folder, name), bytes)
    const before = readdirSync(folder)
    const runs = await Promise.all(
      [...before, 'absent.model'].map(async (name) => {
        const { code, stderr } = await run(['predict', name, join(shared, 'loans.csv')], folder)
        return [name, code, stderr] as const
      }),
    )
    const words: Record<string, RegExp> = {
      'cut.model': /damaged or cut off/,
      'flipped.model': /damaged or cut off/,
      'newer.model': /newer version/,
      'text.model': /no model that is known here/,
      'picture.model': /no model that is known here/,
      'folder.model': /is no file/,
      'absent.model': /cannot be read/,
      'huge.txt': /LightGBM/,
    }
    for (const [name, code, stderr] of runs) {
      expect([name, code]).toEqual([name, 1])
      expect(stderr).toMatch(words[name])
      expect(stderr).not.toMatch(/\n\s+at /)
    }
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('convert', () => {
  it('changes the format and not the scores, or says why it cannot', async () => {
    const folder = scratch()
    const scores = (model: string) => join(folder, `${model}.csv`)
    await done(['predict', 'trees.model', 'loans.csv', '--out', scores('own')])
    await done(['convert', 'trees.model', '--to', 'pratibimba', '--out', join(folder, 'again.model')])
    await done(['predict', join(folder, 'again.model'), 'loans.csv', '--out', scores('again')])
    expect(readFileSync(scores('again'), 'utf8')).toBe(readFileSync(scores('own'), 'utf8'))
    expect(readFileSync(join(folder, 'again.model'))).toEqual(readFileSync(join(shared, 'trees.model')))
    const { code, stderr } = await run(['convert', 'card.model', '--to', 'onnx', '--out', scores('never')])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is a scorecard.*--learner boosting or forest/)])
    expect(existsSync(scores('never'))).toBe(false)
  })
})

describe('fairness', () => {
  it('takes what predict wrote, and named decisions; exits 3 where four-fifths is not met', async () => {
    const folder = scratch()
    await done([
      'predict',
      'card.model',
      'loans.csv',
      '--keep',
      'sex,default',
      '--out',
      join(folder, 's.csv'),
    ])
    const own = await run(['fairness', 's.csv', '--group', 'sex', '--label', 'default', '--json'], folder)
    const answer = JSON.parse(own.stdout)
    expect(answer.decisions).toEqual({ column: 'flagged' })
    expect(own.code).toBe(answer.four_fifths_met ? 0 : 3)
    table(
      folder,
      'decisions.csv',
      population.map(({ sex, default: outcome }, i) => ({
        sex,
        default: outcome,
        decision: sex === 'F' && i % 2 === 0 ? 'declined' : 'approved',
      })),
    )
    const args = ['fairness', 'decisions.csv', '--group', 'sex', '--label', 'default', '--decision']
    const unnamed = await run([...args, 'decision'], folder)
    expect([unnamed.code, unnamed.stderr]).toEqual([
      1,
      expect.stringMatching(/declined or approved.*--flagged/),
    ])
    const unfair = await run([...args, 'decision', '--flagged', 'declined', '--json'], folder)
    expect([unfair.code, unfair.stderr]).toEqual([3, ''])
    const { report, four_fifths_met } = JSON.parse(unfair.stdout)
    expect(four_fifths_met).toBe(false)
    const [women, men] = report.attributes[0].groups
    expect([women.group, men.group, men.metrics['selection-rate'].value]).toEqual(['F', 'M', 1])
    expect(women.metrics['selection-rate'].value).toBeLessThan(0.6)
    const alone = await run(
      ['fairness', 'decisions.csv', '--group', 'sex', '--label', 'default', '--flagged', 'x'],
      folder,
    )
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/^--flagged: /)])
  })
})
