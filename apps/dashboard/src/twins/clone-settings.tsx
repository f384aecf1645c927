/** The third step: how many rows, by which engine, how private. */
import { Button, Input, SegmentedControl, SimpleGrid } from '@mantine/core'
import { ClonePortfolioRequest, type Upload } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconCopyPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../api/client.ts'
import { curlOf, twinCommand } from '../parts/commands.ts'
import { FactList } from '../parts/fact-list.tsx'
import { type FieldLabels, fieldErrors, hasHomelessErrors } from '../parts/field-errors.ts'
import { limitsOf } from '../parts/limits.ts'
import { Notice } from '../parts/notice.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Panel, PanelGrid, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { SameAs } from '../parts/same-as.tsx'

const fields = ClonePortfolioRequest.properties

const labels = {
  '/file_id': 'Upload',
  '/num_samples': 'Rows',
  '/k_anonymity': 'k-anonymity',
  '/seed': 'Seed',
  '/engine': 'Engine',
} as const satisfies FieldLabels

const rowLimits = limitsOf(fields.num_samples)

/** From here on a twin repeats what it learnt. */
const repetitionFactor = 10

const engines = [
  {
    value: 'auto',
    label: 'Auto',
    purpose:
      'Tests the data and takes the simplest engine that keeps their joint extremes. The usual choice.',
  },
  {
    value: 'gaussian',
    label: 'Gaussian',
    purpose:
      'Keeps the correlation of every pair. Joint extremes, where the data have them, come out too rare.',
  },
  {
    value: 't',
    label: 't',
    purpose: 'Also keeps extremes that come together, as often among the highest values as among the lowest.',
  },
  {
    value: 'factor',
    label: 'Factor',
    purpose:
      'Also keeps extremes that come together on one side only, as when borrowers fail together but do not thrive together.',
  },
]

export function CloneSettings({ upload }: { upload: Upload }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [first] = upload.schema.tables
  const [settings, setSettings] = useState<{
    num_samples?: number
    engine: string
    k_anonymity?: number
    seed?: number
  }>({ num_samples: withinLimits(first!.rows), engine: 'auto' })
  const { engine, ...rest } = settings
  const body = { file_id: upload.file_id, ...rest, ...(engine === 'auto' ? {} : { engine }) }
  const clone = useMutation({
    mutationFn: () => client.clonePortfolio({ body }),
    onSuccess: ({ portfolio_id }) => {
      void queries.invalidateQueries({ queryKey: ['portfolios'] })
      void navigate({ to: '/portfolios/$portfolioId', params: { portfolioId: portfolio_id } })
    },
  })
  const errorAt = fieldErrors(clone.error, labels)
  const times = (settings.num_samples ?? rowLimits.default!) / first!.rows
  const quasi = upload.schema.tables.flatMap(({ columns }) =>
    columns.filter(({ quasi_identifier }) => quasi_identifier).map(({ name }) => name),
  )
  const personal = upload.schema.tables.flatMap(({ columns }) =>
    columns.filter(({ type }) => type === 'personal').map(({ name }) => name),
  )
  return (
    <PanelGrid>
      <Panel title="Settings of the twin">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            clone.mutate()
          }}
        >
          <PanelStack>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={16} verticalSpacing={16}>
              <NumberField
                label={labels['/num_samples']}
                schema={fields.num_samples}
                description={`The original has ${formatCount(first!.rows)}.`}
                step={1000}
                value={settings.num_samples}
                onChange={(num_samples) => setSettings({ ...settings, num_samples })}
                error={errorAt('/num_samples')}
              />
              <NumberField
                label={labels['/k_anonymity']}
                schema={fields.k_anonymity}
                description="Each row shares its quasi-identifiers with at least k − 1 others."
                value={settings.k_anonymity}
                onChange={(k_anonymity) => setSettings({ ...settings, k_anonymity })}
                error={errorAt('/k_anonymity')}
              />
              <NumberField
                label={labels['/seed']}
                schema={fields.seed}
                placeholder="chosen for you"
                description="The same seed, settings and data give the same twin."
                value={settings.seed}
                onChange={(seed) => setSettings({ ...settings, seed })}
                error={errorAt('/seed')}
              />
              <Input.Wrapper
                label={labels['/engine']}
                labelElement="div"
                description={engines.find(({ value }) => value === settings.engine)!.purpose}
                error={errorAt('/engine')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
              >
                <SegmentedControl
                  fullWidth
                  aria-label="Engine"
                  data={engines.map(({ value, label }) => ({ value, label }))}
                  value={settings.engine}
                  onChange={(value) => setSettings({ ...settings, engine: value })}
                />
              </Input.Wrapper>
            </SimpleGrid>
            {times > repetitionFactor && (
              <Notice kind="caution" title={`${times.toFixed(1)} times the original`}>
                <p>
                  Beyond {repetitionFactor} times its {formatCount(first!.rows)} rows a twin holds no more
                  information than the original and begins to repeat it.
                </p>
              </Notice>
            )}
            {clone.error !== null && hasHomelessErrors(clone.error, labels) && (
              <ProblemNotice error={clone.error} labels={labels} />
            )}
            <div>
              <Button type="submit" leftSection={<IconCopyPlus size={16} />} loading={clone.isPending}>
                Start clone
              </Button>
            </div>
          </PanelStack>
        </form>
      </Panel>
      <PanelStack>
        <Panel title="What goes in">
          <FactList
            facts={[
              ...upload.schema.tables.map(
                ({ name, rows, primary_key }) =>
                  [
                    name,
                    `${formatCount(rows)} rows, ${primary_key ? `key ${primary_key}` : 'no primary key'}`,
                  ] as const,
              ),
              ['Quasi-identifiers', quasi.length > 0 ? quasi.join(', ') : 'none, so k is not enforced'],
              ['Personal data, replaced', personal.length > 0 ? personal.join(', ') : 'none'],
            ]}
          />
        </Panel>
        <Panel title="Same as">
          <SameAs curl={curlOf('clonePortfolio', body)} command={twinCommand(upload.filename, body)} />
        </Panel>
      </PanelStack>
    </PanelGrid>
  )
}

function withinLimits(rows: number): number {
  return Math.min(rowLimits.maximum!, Math.max(rowLimits.minimum!, rows))
}
