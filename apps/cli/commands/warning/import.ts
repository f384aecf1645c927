/** `pratibimba import`: a bank's own transactions into a lake. */

import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { importTransactions, type TransactionImportReport } from '@pratibimba/adapters/lake/import'
import { MappingError, openCategoryModel } from '@pratibimba/risk/transactions'
import { CommandFailure, exitCodes, UsageError } from '../../command-line/failures.ts'
import type { Answer, Handler } from '../../command-line/handler.ts'
import { count, number, percent } from '../../output/wording.ts'

const MOST_REFUSALS_SHOWN = 20

export const importCommand: Handler = async ({ positionals, flags, reporter, signal }) => {
  const started = performance.now()
  const isCheck = flags.check === true
  const also = (flags.also as string | undefined)?.split(',').map((file) => file.trim()) ?? []
  const out = (flags.out as string | undefined) ?? 'imported'
  const payments = flags.payments as string | undefined
  const categories = flags.categories as string | undefined
  try {
    const { report, manifest } = await importTransactions({
      files: [positionals.file, ...also],
      mapping: await mappingOf(flags),
      ...(flags.rates === undefined ? {} : { rates: await readJsonFile(flags.rates as string) }),
      ...(payments === undefined
        ? {}
        : { payments: { file: payments, mapping: await optionalJson(flags['payments-mapping']) } }),
      ...(categories === undefined
        ? {}
        : { categoryModel: openCategoryModel(await readJsonFile(categories)) }),
      scratchDirectory: await scratchOf(isCheck, out),
      ...(isCheck ? {} : { lake: { directory: out, overwrite: flags.overwrite === true } }),
      nowMs: Date.now(),
      signal,
      onProgress: (share, stage) => reporter.progress(share, stage),
    })
    return answerOf(report, {
      isCheck,
      out: manifest === undefined ? undefined : out,
      mostRefused: flags['max-refused'] as number,
      seconds: (performance.now() - started) / 1000,
    })
  } catch (error) {
    if (error instanceof MappingError)
      throw new UsageError(error.message, [{ flag: '--mapping', detail: error.message }])
    throw error
  }
}

/** Beside the lake, so that it is on the same disk; a check has none. */
async function scratchOf(isCheck: boolean, out: string): Promise<string> {
  if (isCheck) return mkdtemp(join(tmpdir(), 'pratibimba-import-'))
  const whole = resolve(out)
  return join(dirname(whole), `.${basename(whole)}.importing`)
}

/** The mapping file, with what flags say on top. */
async function mappingOf(flags: Readonly<Record<string, unknown>>): Promise<unknown> {
  const given = await optionalJson(flags.mapping)
  const { currency, zone } = flags
  const said = { ...(currency === undefined ? {} : { currency }), ...(zone === undefined ? {} : { zone }) }
  if (given === undefined) return said
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given, ...said } : given
}

async function optionalJson(path: unknown): Promise<unknown> {
  return path === undefined ? undefined : readJsonFile(path as string)
}

async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CommandFailure('file_missing', `There is no file ${path}.`)
    throw error
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${path} is not JSON.`)
  }
}

interface Ended {
  readonly isCheck: boolean
  readonly out: string | undefined
  readonly mostRefused: number
  readonly seconds: number
}

function answerOf(report: TransactionImportReport, { isCheck, out, mostRefused, seconds }: Ended): Answer {
  const questions = report.remarks.filter(({ kind }) => kind === 'question')
  if (questions.length > 0 && !isCheck)
    throw new UsageError(
      `Nothing was read, for only you can say:\n${questions.map(({ field, text }) => `  ${field}: ${text}`).join('\n')}\nAnswer in --mapping FILE.json.`,
      questions.map(({ field, text }) => ({ flag: `--mapping ${field}`, detail: text })),
    )
  const share = report.rows === 0 ? 0 : report.refused / report.rows
  const holds = questions.length === 0 && share <= mostRefused && report.accepted > 0
  const { mapping, customers, accounts, firstDay, lastDay } = report
  return {
    json: { ...report, refused_share: share, ...(out === undefined ? {} : { out }), seconds },
    lines: [
      ...Object.entries(mapping).map(([field, column]) => `  ${field.padEnd(16)} ${column}`),
      ...report.remarks.map(
        ({ kind, field, text }) => `${kind === 'question' ? 'asked' : 'note '}  ${field}: ${text}`,
      ),
      ...(questions.length > 0
        ? []
        : [
            `${count(report.rows, 'row')}: ${number(report.accepted)} taken, ${number(report.repeated)} repeated, ${number(report.refused)} refused (${percent(share)})`,
            `${count(customers, 'customer')}, ${count(accounts, 'account')}${firstDay === undefined ? '' : `, ${firstDay} to ${lastDay}`}`,
          ]),
      ...report.categories.map(
        ({ category, rows, word, code, rule, model }) =>
          `  ${category.padEnd(16)}${number(rows).padStart(12)}  ${number(word + code + rule)} by rule, ${number(model)} by how they sound`,
      ),
      ...(report.payments === undefined
        ? []
        : [
            `${count(report.payments.accepted, 'payment')} that were owed, ${number(report.payments.refused)} refused; ${count(report.labels, 'label')}`,
          ]),
      ...report.reasons.map(({ reason, rows }) => `  ${number(rows).padStart(8)} refused  ${reason}`),
      ...report.refusals
        .slice(0, MOST_REFUSALS_SHOWN)
        .map(
          ({ file, line, field, detail }) =>
            `  ${file === undefined ? '' : `${file}, `}line ${line}${field === null ? '' : `, ${field}`}: ${detail}`,
        ),
      ...(out === undefined ? [] : [`the lake is in ${out}, after ${seconds.toFixed(1)} s`]),
    ],
    exitCode: holds || !isCheck ? exitCodes.done : exitCodes.checkFailed,
  }
}
