/** The health score of a model, and what it is made of. */
import { Progress } from '@mantine/core'
import type { WarningModelReport } from '@pratibimba/contract'
import { Panel } from '../../parts/panel.tsx'
import classes from './models.module.css'

export function ModelHealth({ health: { score, parts } }: Pick<WarningModelReport, 'health'>) {
  return (
    <Panel title="Model health" description="Points for what makes a model fit to decide, out of 100.">
      <p className={classes.score}>
        {score.toFixed(1)} <span className="muted">of 100</span>
      </p>
      <ul className={classes.parts}>
        {parts.map(({ title, points, of, text }) => (
          <li key={title}>
            <div className={classes.line}>
              <strong>{title}</strong>
              <span className={classes.figures}>
                {Number(points.toFixed(1))} of {of}
              </span>
            </div>
            <Progress value={of === 0 ? 0 : (points / of) * 100} size="sm" aria-label={`${title}, points`} />
            <span className="small muted">{text}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
