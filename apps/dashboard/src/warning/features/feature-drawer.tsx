/** Everything about one feature. */
import { Drawer, Stack } from '@mantine/core'
import type { FeatureInfo } from '@pratibimba/contract'
import { Link } from '@tanstack/react-router'
import { Copyable } from '../../parts/copyable.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { capitalised } from '../../parts/words.ts'
import { monotoneSentences, monotoneWords } from './feature-words.ts'
import classes from './features.module.css'

interface FeatureDrawerProps {
  readonly id: string
  /** Undefined where no feature has this id. */
  readonly feature: FeatureInfo | undefined
  readonly onClose: () => void
}

export function FeatureDrawer({ id, feature, onClose }: FeatureDrawerProps) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={feature?.title ?? 'Unknown feature'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
    >
      {feature === undefined ? (
        <EmptyState title="No feature has this id">
          <code>{id}</code> is not in the catalogue. It may belong to another version.
        </EmptyState>
      ) : (
        <Feature feature={feature} />
      )}
    </Drawer>
  )
}

function Feature({ feature }: { feature: FeatureInfo }) {
  const { id, group, unit, window, rationale, monotone, missing, formula, importance, rank } = feature
  return (
    <Stack gap={20}>
      <p>{rationale}</p>
      <div>
        <h2 className={classes.label}>Formula</h2>
        <p className={classes.formula}>{formula}</p>
      </div>
      <FactList
        facts={[
          ['Id', <Copyable key="id" text={id} label="id" />],
          ['Group', capitalised(group)],
          ['Window', window],
          ['Unit', unit],
          ['Risk', monotoneWords[monotone]],
          ['Where it is missing', missing],
          [
            'Importance in the champion',
            importance === null
              ? 'not known: no model uses it'
              : `${importance.toFixed(4)} log-odds on average`,
          ],
          ['Rank', rank === null ? '–' : `${rank}`],
        ]}
      />
      <p className="small muted">{monotoneSentences[monotone]}</p>
      <p className="small">
        <Link to="/customers" search={{ driver: id }}>
          Customers whose first driver it is
        </Link>
      </p>
    </Stack>
  )
}
