/** What an ONNX model file says of its graph: the parts that models of trees are made of. */
import { ModelFileError } from '../model-file-error.ts'
import { fixedNumbers, integersOf, messageOf, textOf, type WireField, wireFields } from './protobuf.ts'

/** A list of numbers, and whether they are of 64 bits. */
interface OnnxTensor {
  readonly name: string
  readonly values: Float64Array
  readonly double: boolean
}

interface OnnxAttribute {
  readonly floats: Float64Array
  readonly integers: readonly number[]
  readonly texts: readonly string[]
  readonly tensor?: OnnxTensor
}

export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, OnnxAttribute>
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly constants: ReadonlyMap<string, OnnxTensor>
  /** Name and number of columns of each input that is no constant; 0 columns where they are not said. */
  readonly inputs: readonly { readonly name: string; readonly columns: number }[]
  readonly metadata: ReadonlyMap<string, string>
}

/** Types of tensor elements. */
const FLOAT = 1
const INT64 = 7
const DOUBLE = 11

/** Whether bytes begin as ONNX models do: with the version of their form, which is small. */
export function isOnnx(bytes: Uint8Array): boolean {
  return bytes[0] === 0x08 && bytes[1] > 0 && bytes[1] < 64
}

/** @throws ModelFileError when the bytes are no ONNX model */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const metadata = new Map<string, string>()
  let graph: Uint8Array | undefined
  for (const field of wireFields(bytes)) {
    if (field.field === 7) graph = messageOf(field)
    if (field.field === 14) metadata.set(...readProperty(messageOf(field)))
  }
  if (graph === undefined) throw new ModelFileError('This is not an ONNX model: it has no graph.')
  const nodes: OnnxNode[] = []
  const constants = new Map<string, OnnxTensor>()
  const inputs: { name: string; columns: number }[] = []
  for (const field of wireFields(graph)) {
    if (field.field === 1) nodes.push(readNode(messageOf(field)))
    if (field.field === 5) {
      const tensor = readTensor(messageOf(field))
      constants.set(tensor.name, tensor)
    }
    if (field.field === 11) inputs.push(readInput(messageOf(field)))
  }
  return { nodes, constants, inputs: inputs.filter(({ name }) => !constants.has(name)), metadata }
}

function readProperty(message: Uint8Array): [string, string] {
  let [key, value] = ['', '']
  for (const field of wireFields(message)) {
    if (field.field === 1) key = textOf(field)
    if (field.field === 2) value = textOf(field)
  }
  return [key, value]
}

function readNode(message: Uint8Array): OnnxNode {
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes = new Map<string, OnnxAttribute>()
  let [operator, domain] = ['', '']
  for (const field of wireFields(message)) {
    if (field.field === 1) inputs.push(textOf(field))
    if (field.field === 2) outputs.push(textOf(field))
    if (field.field === 4) operator = textOf(field)
    if (field.field === 5) attributes.set(...readAttribute(messageOf(field)))
    if (field.field === 7) domain = textOf(field)
  }
  if (!['', 'ai.onnx', 'ai.onnx.ml'].includes(domain))
    throw new ModelFileError(`ONNX model: operator ${operator} of the domain ${domain} is not known here.`)
  return { operator, inputs, outputs, attributes }
}

function readAttribute(message: Uint8Array): [string, OnnxAttribute] {
  const floats: Float64Array[] = []
  const integers: number[] = []
  const texts: string[] = []
  let name = ''
  let tensor: OnnxTensor | undefined
  for (const field of wireFields(message)) {
    if (field.field === 1) name = textOf(field)
    else if (field.field === 2 || field.field === 7) floats.push(fixedNumbers(field, 'float32'))
    else if (field.field === 3 || field.field === 8) append(integers, integersOf(field))
    else if (field.field === 4 || field.field === 9) texts.push(textOf(field))
    else if (field.field === 5) tensor = readTensor(messageOf(field))
  }
  return [name, { floats: joined(floats), integers, texts, ...(tensor && { tensor }) }]
}

function readTensor(message: Uint8Array): OnnxTensor {
  const parts: Float64Array[] = []
  const integers: number[] = []
  let [name, type] = ['', 0]
  let raw: WireField | undefined
  for (const field of wireFields(message)) {
    if (field.field === 2) type = field.varint ?? 0
    else if (field.field === 4) parts.push(fixedNumbers(field, 'float32'))
    else if (field.field === 7) append(integers, integersOf(field))
    else if (field.field === 8) name = textOf(field)
    else if (field.field === 9) raw = field
    else if (field.field === 10) parts.push(fixedNumbers(field, 'float64'))
  }
  if (raw !== undefined && (type === FLOAT || type === DOUBLE))
    parts.push(fixedNumbers(raw, type === FLOAT ? 'float32' : 'float64'))
  if (type === INT64) parts.push(Float64Array.from(integers))
  return { name, values: joined(parts), double: type === DOUBLE }
}

function readInput(message: Uint8Array): { name: string; columns: number } {
  let name = ''
  let columns = 0
  for (const field of wireFields(message)) {
    if (field.field === 1) name = textOf(field)
    if (field.field !== 2) continue
    const dimensions = [...fieldsOf(messageOf(field), [1, 2, 1])]
    if (dimensions.length < 2) continue
    for (const size of wireFields(dimensions[dimensions.length - 1]))
      if (size.field === 1) columns = size.varint ?? 0
  }
  return { name, columns }
}

/** Messages along a path of field numbers. */
function* fieldsOf(message: Uint8Array, [first, ...rest]: readonly number[]): Generator<Uint8Array> {
  for (const field of wireFields(message)) {
    if (field.field !== first) continue
    if (rest.length === 0) yield messageOf(field)
    else yield* fieldsOf(messageOf(field), rest)
  }
}

function append(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value)
}

function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0]
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
