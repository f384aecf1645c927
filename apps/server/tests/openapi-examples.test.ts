/** Every example of the API description is a request that its operation takes. */
import { type Operation, operations } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../openapi/document.ts'
import { requestExamples } from '../openapi/examples.ts'
import { createValidatorCompiler } from '../routes/validation.ts'

interface Described {
  readonly post: {
    readonly requestBody: {
      readonly content: {
        readonly 'multipart/form-data': { readonly schema: { readonly properties: object } }
      }
    }
  }
}

interface Validator {
  (value: unknown): boolean
  readonly errors?: unknown
}

const compiler = createValidatorCompiler()
const declared: Readonly<Record<string, Operation>> = operations
const examples = Object.entries(requestExamples).flatMap(([operation, named]) =>
  Object.entries(named).map(([name, { summary, value }]) => ({ operation, name, summary, value })),
)

describe('examples of the API description', () => {
  it.each(examples)('$operation, $name: as its schema asks', ({ operation, summary, value }) => {
    const schema = declared[operation]!.body!
    const validate = compiler({ schema, method: 'POST', url: '/', httpPart: 'body' }) as Validator
    // A copy: validation fills in what was left out.
    expect(validate(structuredClone(value)) ? [] : validate.errors).toEqual([])
    expect(summary).not.toBe('')
  })

  it('every JSON body of early warning has one', () => {
    const without = Object.entries(declared)
      .filter(([, { path, body, multipart }]) => path.startsWith('/api/warning') && body && !multipart)
      .map(([name]) => name)
      .filter((name) => !(name in requestExamples))
    expect(without).toEqual([])
  })

  it('an upload tells its fields beside its files', () => {
    const document = openApiDocument(operations, '0') as unknown as { paths: Record<string, Described> }
    const { post } = document.paths['/api/warning/pipeline/import']!
    const names = Object.keys(post.requestBody.content['multipart/form-data'].schema.properties)
    expect(names).toEqual(expect.arrayContaining(['mapping', 'confirm', 'payments']))
    expect(names.at(-1)).toBe('file')
  })
})
