/** The memo as Markdown. */
import type { MemoTable, ValidationMemo } from './memo.ts'

export function memoMarkdown({
  title,
  head,
  sections,
  findings,
  recommendation,
  open,
}: ValidationMemo): string {
  const blocks = [
    `# ${plain(title)}`,
    tableOf({ caption: '', columns: ['', ''], rows: head }),
    '## Recommendation',
    plain(recommendation),
    '## Findings',
    findings.length === 0
      ? 'None.'
      : tableOf({
          caption: '',
          columns: ['Severity', 'Area', 'Finding', 'What to do'],
          rows: findings.map(({ severity, area, text, advice }) => [severity, area, text, advice]),
        }),
    ...sections.flatMap((section) => [
      `## ${plain(section.title)}`,
      ...section.paragraphs.map(plain),
      ...section.tables.flatMap((table) => [`**${plain(table.caption)}**`, tableOf(table)]),
    ]),
    '## For a person to say',
    open.map((question) => `- ${plain(question)}`).join('\n'),
    '## Opinion of the validator',
    'Name, date, opinion: ______________________________',
  ]
  return `${blocks.join('\n\n')}\n`
}

function tableOf({ columns, rows }: MemoTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [line(columns), `| ${columns.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n')
}

/** Text from data that nothing in Markdown takes for markup. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|<>*_`[\]#]/g, '\\$&')
}
