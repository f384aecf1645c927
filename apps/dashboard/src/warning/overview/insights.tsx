/** What to look at first, in words, with the way there. */
import type { RiskOverview } from '@pratibimba/contract'
import { IconAlertTriangle, IconChevronRight, IconEye, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../parts/panel.tsx'
import { pageLink } from '../parts/page-link.ts'
import classes from './insights.module.css'

const faces = {
  act: { word: 'Act', Icon: IconAlertTriangle },
  watch: { word: 'Watch', Icon: IconEye },
  info: { word: 'Know', Icon: IconInfoCircle },
} as const

export function Insights({ insights }: Pick<RiskOverview, 'insights'>) {
  if (insights.length === 0) return null
  return (
    <Panel flush title="Insights">
      <ul className={classes.list}>
        {insights.map(({ id, severity, text, link }) => {
          const { word, Icon } = faces[severity]
          const content = (
            <>
              <span className={classes.severity} data-severity={severity}>
                <Icon size={16} stroke={1.75} aria-hidden />
                {word}
              </span>
              <span className={classes.text}>{text}</span>
            </>
          )
          return (
            <li key={id}>
              {link === null ? (
                <div className={classes.row}>{content}</div>
              ) : (
                <Link {...pageLink(link)} className={classes.row}>
                  {content}
                  <IconChevronRight size={16} stroke={1.75} aria-hidden />
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
