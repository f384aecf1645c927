/** The memo as a page to print: no script, no address that is fetched. */
import type { MemoTable, ValidationMemo } from './memo.ts'

const style = `body{font:14px/1.5 Inter,system-ui,sans-serif;color:#1a1a1a;max-width:900px;margin:32px auto;padding:0 16px}
h1{font-size:28px;font-weight:500}h2{font-size:18px;font-weight:500;margin-top:32px}
table{border-collapse:collapse;width:100%;margin:8px 0 16px;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:500;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #d9d9d9}
.sign{margin-top:48px;border-top:1px solid #1a1a1a;width:320px;padding-top:4px}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}`

export function memoHtml({ title, head, sections, findings, recommendation, open }: ValidationMemo): string {
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<table><tbody>${head.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</tbody></table>`,
    `<h2>Recommendation</h2><p>${escaped(recommendation)}</p>`,
    '<h2>Findings</h2>',
    findings.length === 0
      ? '<p>None.</p>'
      : tableOf({
          caption: '',
          columns: ['Severity', 'Area', 'Finding', 'What to do'],
          rows: findings.map(({ severity, area, text, advice }) => [severity, area, text, advice]),
        }),
    ...sections.map(
      (section) =>
        `<h2 id="${escaped(section.id)}">${escaped(section.title)}</h2>${section.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}${section.tables.map(tableOf).join('')}`,
    ),
    `<h2>For a person to say</h2><ul>${open.map((question) => `<li>${escaped(question)}</li>`).join('')}</ul>`,
    '<h2>Opinion of the validator</h2><p class="sign">Name, date, opinion</p>',
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body.join('\n')}
</body>
</html>
`
}

function tableOf({ caption, columns, rows }: MemoTable): string {
  const heads = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  const lines = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('')
  return `<table>${caption === '' ? '' : `<caption>${escaped(caption)}</caption>`}<thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
