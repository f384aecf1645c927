/** The model card: its seven sections as a sheet to read and to print. */
import { Button } from '@mantine/core'
import type { ModelCard } from '@pratibimba/contract'
import { IconPrinter } from '@tabler/icons-react'
import { Panel } from '../../parts/panel.tsx'
import { ToldValue } from '../parts/told-value.tsx'
import { nameInWords } from '../parts/told-words.ts'
import classes from './credit-models.module.css'

const sections = [
  'model_details',
  'intended_use',
  'training_data',
  'evaluation_data',
  'quantitative_analyses',
  'ethical_considerations',
  'recommendations',
] as const satisfies readonly (keyof ModelCard)[]

export function CardTab({ card, version }: { card: ModelCard; version: string }) {
  return (
    <Panel
      title="Model card"
      description={`What ${version} is, what it is for and how good it is, written from its results.`}
      aside={
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      }
    >
      <article className={classes.sheet}>
        <h2 className={classes.printed}>Model card of {version}</h2>
        {sections.map((section) => (
          <section key={section}>
            <h3>{nameInWords(section)}</h3>
            <ToldValue
              value={card[section]}
              name={nameInWords(section)}
              foldFrom={Number.POSITIVE_INFINITY}
            />
          </section>
        ))}
      </article>
    </Panel>
  )
}
