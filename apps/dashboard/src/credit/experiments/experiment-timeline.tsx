/** Where the rollout stands, and every step with who took it and why. */
import type { Experiment } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ExperimentSign } from '../parts/sign.tsx'
import classes from './experiments.module.css'

export function ExperimentTimeline({ experiment }: { experiment: Experiment }) {
  const { rollout, step, state, transitions } = experiment
  const began = transitions.some(({ to }) => to === 'running')
  return (
    <Panel title="Steps" description="The shares the challenger goes through, and every move so far.">
      <ol className={classes.steps} aria-label="Rollout">
        {rollout.map((share, at) => {
          const now = state === 'running' && at === step
          return (
            <li
              key={share}
              data-done={(began && at <= step) || undefined}
              data-now={now || undefined}
              aria-current={now ? 'step' : undefined}
            >
              <strong>{formatShare(share, share < 0.1 ? 1 : 0)}</strong>
              {now ? 'now' : began && at <= step ? 'done' : 'to come'}
            </li>
          )
        })}
      </ol>
      {transitions.length === 0 ? (
        <p className="muted">Nothing has been done with it yet.</p>
      ) : (
        <ol className={classes.timeline} aria-label="Moves">
          {transitions.map(({ to, at, by, reason, step: place }) => (
            <li key={`${at} ${to} ${place}`}>
              <span className={classes.line}>
                <ExperimentSign state={to} />
                {to === 'running' && rollout[place] !== undefined && (
                  <strong>{formatShare(rollout[place])}</strong>
                )}
                <span className="muted small">
                  {by === 'system' ? 'by a guard-rail' : `by ${by}`}, <Moment at={at} />
                </span>
              </span>
              <span>{reason}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
