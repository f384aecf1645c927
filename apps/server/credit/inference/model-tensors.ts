/** A model's tensors on the wire: what it reads, what it answers. */
import { type InferRequest, ProblemError } from '@pratibimba/contract'
import type { FoundModel } from './find-model.ts'

/** Inputs and outputs, each of any number of rows. */
export async function modelMetadata(found: FoundModel) {
  const { platform, features, outputs } = await found.open()
  return {
    name: found.name,
    versions: await found.versions(),
    platform,
    inputs: features.map(({ id, categories }) => ({
      name: id,
      datatype: categories === undefined ? 'FP64' : 'BYTES',
      shape: [-1],
      ...(categories && { parameters: { categories: [...categories] } }),
    })),
    outputs: outputs.map((name) => ({ name, datatype: 'FP64', shape: [-1] })),
  }
}

interface WantedOutput {
  readonly name: string
  /** Among the outputs of the model. */
  readonly place: number
}

/** In the order they were asked for; all where none was. @throws ProblemError `out_of_range` for one the model has not */
export function requestedOutputs(
  requested: InferRequest['outputs'],
  outputs: readonly string[],
): WantedOutput[] {
  if (requested === undefined || requested.length === 0)
    return outputs.map((name, place) => ({ name, place }))
  return requested.map(({ name, parameters }, at) => {
    const place = outputs.indexOf(name)
    const refuse = (field: string, why: string) => {
      const detail = `outputs/${at}/${field}: ${why}.`
      return new ProblemError('out_of_range', detail, [{ pointer: `/outputs/${at}/${field}`, detail }])
    }
    if (place < 0) throw refuse('name', `the model answers ${outputs.join(', ')}`)
    if (parameters?.binary_data === true)
      throw refuse('parameters', 'outputs are answered as JSON; leave binary_data out')
    return { name, place }
  })
}

export function outputTensors(wanted: readonly WantedOutput[], values: readonly Float64Array[]) {
  return wanted.map(({ name, place }) => ({
    name,
    shape: [values[place].length],
    datatype: 'FP64',
    data: [...values[place]],
  }))
}
