/** Schemas of the contract as OpenAPI 3.1 (JSON Schema 2020-12) wants them. */

type Json = Record<string, unknown>

/** Named schemas met on the way, to be listed under components. */
export type Components = Map<string, Json>

/**
 * Rewrites draft-07 tuples to `prefixItems` and moves every titled schema to the components.
 *
 * @returns the schema, or a reference to it
 */
export function openApiSchema(schema: unknown, components: Components): unknown {
  if (Array.isArray(schema)) return schema.map((item) => openApiSchema(item, components))
  if (typeof schema !== 'object' || schema === null) return schema
  const { title } = schema as { title?: unknown }
  if (typeof title !== 'string') return rewritten(schema as Json, components)
  if (!components.has(title)) {
    components.set(title, {}) // holds the place while its own parts are rewritten
    components.set(title, rewritten(schema as Json, components))
  }
  return { $ref: `#/components/schemas/${title}` }
}

function rewritten(schema: Json, components: Components): Json {
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === 'default' || key === 'enum' ? value : openApiSchema(value, components),
  ])
  const copy: Json = Object.fromEntries(entries)
  if (Array.isArray(copy.items)) {
    copy.prefixItems = copy.items
    copy.items = false
    delete copy.additionalItems
  }
  return copy
}
