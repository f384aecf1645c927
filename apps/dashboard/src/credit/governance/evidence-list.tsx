/** What a verdict rests on, each with the way to it. */
import type { RulePack } from '@pratibimba/contract'
import classes from './governance.module.css'

type Evidence = RulePack['checks'][number]['evidence'][number]

export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null
  return (
    <ul className={classes.evidence}>
      {evidence.map(({ text, value, where }) => (
        <li key={`${text} ${value ?? ''}`}>
          {text}
          {value !== null && <>: {value}</>}
          {where !== null && (
            <>
              {' '}
              <Where where={where} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** An address of this dashboard or server, or words. */
function Where({ where }: { where: string }) {
  const address = where.startsWith('/') && !where.startsWith('//') ? where : undefined
  if (address === undefined) return <>({where})</>
  const inside = address.startsWith('/app/') || address.startsWith('/api/') || address.startsWith('/docs')
  return <a href={inside ? address : `/app${address}`}>Show</a>
}
