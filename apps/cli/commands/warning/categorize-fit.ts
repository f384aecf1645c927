/** `pratibimba categorize fit`: a model of descriptions, and how well it does with merchants it has never seen. */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { columnOf, valueAt } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import {
  type CategoryEvaluation,
  crossEvaluate,
  evaluateGuesses,
  fitCategoryModel,
  groupedByTrade,
  type LabelledText,
  openCategoriser,
  openLabelTally,
  shippedCategoryModel,
  simulatedTexts,
} from '@pratibimba/risk/transactions'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { count, number, percent } from '../../output/wording.ts'
import { readJson } from '../twin-parts.ts'

const FOLDS = 5

export const categorizeFit: Handler = async ({ positionals, flags, reporter }) => {
  const threshold = flags.threshold as number
  const seed = flags.seed as number
  const own = positionals.data === undefined ? undefined : await ownTexts(positionals.data, flags)
  const texts = own?.texts ?? simulatedTexts()
  if (texts.length === 0)
    throw new UsageError('No row has a label that is known; give --words, a JSON file of category by label.')
  reporter.progress(0.1, 'Judging by merchants never seen')
  const unseen = crossEvaluate(texts, threshold, { seed, folds: FOLDS })
  reporter.progress(0.5, 'Judging what was there before')
  const trades =
    own === undefined ? crossEvaluate(groupedByTrade(texts), threshold, { seed, folds: FOLDS }) : undefined
  const rules = throughRules(texts, false)
  const shipped = own === undefined ? undefined : throughRules(texts, true)
  reporter.progress(0.9, 'Learning from all')
  const model = fitCategoryModel(
    texts,
    {
      trained_on:
        own === undefined
          ? 'Invented merchants in the patterns of the household simulator; no real statement.'
          : `Labelled rows of ${basename(positionals.data!)}.`,
      texts: texts.length,
      merchants: new Set(texts.map(({ group }) => group)).size,
      threshold,
      held_out: `${percent(unseen.accuracy)} of texts of merchants never seen, ${percent(unseen.accuracyCovered)} of the ${percent(unseen.covered)} above the threshold${trades === undefined ? '' : `; of trades never seen ${percent(trades.accuracy)}, and ${percent(trades.accuracyCovered)} of the ${percent(trades.covered)} above it`}.`,
      limits:
        own === undefined
          ? 'Knows the words of a few English trades. Names of real merchants say nothing to it; train it on labelled rows of the bank.'
          : 'Knows the merchants and the language of that bank. Made from its rows: keep it as you keep them.',
    },
    { seed },
  )
  const out = (flags.out as string | undefined) ?? 'categories.json'
  await writeFile(out, textOf(model, out), { flag: flags.overwrite === true ? 'w' : 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        throw new UsageError(`${out} is there already; add --overwrite to replace it.`)
      throw error
    },
  )
  return {
    json: {
      out,
      card: model.card,
      held_out_merchants: unseen,
      ...(trades && { held_out_trades: trades }),
      rules,
      ...(shipped && { shipped }),
    },
    lines: [
      `${count(texts.length, 'text')} of ${count(unseen.groups, 'merchant')}${own === undefined ? '' : `, from ${count(own.rows, 'row')}; ${number(own.unlabelled)} rows have labels that are left out`}`,
      ...describe('merchants never seen', unseen),
      ...(trades === undefined ? [] : describe('trades never seen', trades)),
      ...describe('rules alone', rules),
      ...(shipped === undefined
        ? []
        : describe('rules, then the model that comes with the program', shipped)),
      `the model is in ${out}`,
    ],
  }
}

/** As the program ships it: a module, if its name ends so. */
function textOf(model: object, out: string): string {
  const json = JSON.stringify(model)
  if (!out.endsWith('.ts')) return `${json}\n`
  return `/** The shipped model of descriptions: \`pratibimba categorize fit --overwrite --out shipped-weights.ts\`. */\nexport const stored =\n  '${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'\n`
}

/** As an import finds categories; what stays without one has no confidence. */
function throughRules(texts: readonly LabelledText[], withModel: boolean): CategoryEvaluation {
  const categoryOf = openCategoriser(withModel ? shippedCategoryModel() : undefined)
  return evaluateGuesses(
    texts,
    ({ description, came }) => {
      const amountMinor = came ? 1 : -1
      const { category, source } = categoryOf({
        description,
        amountMinor,
        categoryWord: '',
        merchantCode: '',
      })
      return { category, confidence: source === 'none' ? 0 : 1 }
    },
    0.5,
  )
}

async function ownTexts(
  path: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<{ texts: LabelledText[]; rows: number; unlabelled: number }> {
  const { text, label } = flags as { text?: string; label?: string }
  if (text === undefined || label === undefined)
    throw new UsageError(
      'Rows of your own need --text and --label, the columns of descriptions and of categories.',
    )
  const words =
    flags.words === undefined
      ? undefined
      : ((await readJson(flags.words as string)) as Record<string, string | null>)
  const amount = flags.amount as string | undefined
  const tables = await openTables()
  try {
    const kinds: Record<string, ReadableKind> = { [text]: 'text', [label]: 'category' }
    if (amount !== undefined) kinds[amount] = 'float64'
    const { frame } = await tables.read(path, { kinds })
    const tally = openLabelTally(words)
    const [texts, labels] = [columnOf(frame, text), columnOf(frame, label)]
    const amounts = amount === undefined ? undefined : columnOf(frame, amount)
    for (let row = 0; row < frame.rows; row++)
      tally.add(
        String(valueAt(texts, row) ?? ''),
        String(valueAt(labels, row) ?? ''),
        amounts !== undefined && Number(valueAt(amounts, row)) > 0,
      )
    const unlabelled = [...tally.unknown.values()].reduce((sum, rows) => sum + rows, 0)
    return { texts: tally.texts(), rows: tally.rows, unlabelled }
  } finally {
    await tables.close()
  }
}

function describe(
  title: string,
  { accuracy, covered, accuracyCovered, categories }: CategoryEvaluation,
): string[] {
  return [
    `${title}: ${percent(accuracy)} right; ${percent(covered)} are given one, of which ${percent(accuracyCovered)} right`,
    ...categories.map(
      ({ category, texts, recall, precision }) =>
        `  ${category.padEnd(16)}${number(texts).padStart(8)} texts  ${percent(recall).padStart(8)} found  ${Number.isNaN(precision) ? '–'.padStart(8) : percent(precision).padStart(8)} of those so called are it`,
    ),
  ]
}
