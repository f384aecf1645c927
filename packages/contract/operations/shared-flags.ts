/** Flags that several commands take. */
import Type from 'typebox'

export const threads = {
  schema: Type.Integer({ minimum: 1, maximum: 256 }),
  summary: 'Worker threads; the result does not depend on it. Default: the cores of the machine.',
} as const
export const overwrite = {
  schema: Type.Boolean({ default: false }),
  summary: 'Replace files or tables that are there already.',
} as const
export const schemaFile = {
  schema: Type.String(),
  summary:
    'JSON file with corrections of the detected schema, as PATCH /uploads/{file_id}/schema takes them.',
} as const
