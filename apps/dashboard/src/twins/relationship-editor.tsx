/** How the tables of an upload hang together: every value of the child's column stands in the parent's. */
import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import type { DetectedSchema, Relationship } from '@pratibimba/contract'
import { IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { Panel } from '../parts/panel.tsx'
import classes from './relationship-editor.module.css'
import { withRelationships } from './schema-draft.ts'

interface RelationshipEditorProps {
  readonly schema: DetectedSchema
  readonly onChange: (schema: DetectedSchema) => void
}

export function RelationshipEditor({ schema, onChange }: RelationshipEditorProps) {
  const { tables, relationships } = schema
  const columnsOf = (table: string) =>
    tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? []
  const replace = (position: number, relationship: Relationship) =>
    onChange(withRelationships(schema, relationships.with(position, relationship)))
  const placeOf = (value: string): [table: string, column: string] => JSON.parse(value)
  const places = tables.flatMap(({ name }) =>
    columnsOf(name).map((column) => ({ value: JSON.stringify([name, column]), label: `${name}.${column}` })),
  )
  const add = () => {
    const [parent, child] = tables
    const [child_column, parent_column] = [
      child!.columns[0]!.name,
      parent!.primary_key ?? parent!.columns[0]!.name,
    ]
    onChange(
      withRelationships(schema, [
        ...relationships,
        { child_table: child!.name, child_column, parent_table: parent!.name, parent_column },
      ]),
    )
  }
  return (
    <Panel
      title="Relationships"
      description="Every value of the column on the left stands in the column on the right; the twin has no orphan either."
      aside={
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
          Add
        </Button>
      }
    >
      {relationships.length === 0 && <p className="muted">None was found: the tables are cloned apart.</p>}
      {relationships.map((one, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a relationship being edited has no identity but its place
        <div key={position} className={classes.row}>
          <NativeSelect
            size="xs"
            aria-label="Child column"
            value={JSON.stringify([one.child_table, one.child_column])}
            data={places}
            onChange={({ currentTarget }) => {
              const [child_table, child_column] = placeOf(currentTarget.value)
              replace(position, { ...one, child_table, child_column })
            }}
          />
          <IconArrowRight size={16} aria-label="refers to" />
          <NativeSelect
            size="xs"
            aria-label="Parent column"
            value={JSON.stringify([one.parent_table, one.parent_column])}
            data={places}
            onChange={({ currentTarget }) => {
              const [parent_table, parent_column] = placeOf(currentTarget.value)
              replace(position, { ...one, parent_table, parent_column })
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Remove relationship"
            onClick={() => onChange(withRelationships(schema, relationships.toSpliced(position, 1)))}
          >
            <IconTrash size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
    </Panel>
  )
}
