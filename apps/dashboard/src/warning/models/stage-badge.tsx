/** Where a version stands: a sign and a word. */
import type { ModelStage } from '@pratibimba/contract'
import { IconArchive, IconBan, IconCrown, IconSwords } from '@tabler/icons-react'
import classes from './models.module.css'

const faces = {
  champion: { word: 'Champion', Icon: IconCrown },
  challenger: { word: 'Challenger', Icon: IconSwords },
  archived: { word: 'Archived', Icon: IconArchive },
  rejected: { word: 'Rejected', Icon: IconBan },
} as const satisfies Record<ModelStage, { word: string; Icon: typeof IconCrown }>

export function StageBadge({ stage }: { stage: ModelStage }) {
  const { word, Icon } = faces[stage]
  return (
    <span className={classes.stage} data-stage={stage}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}
