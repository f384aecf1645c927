/** The Open Inference Protocol, version 2: registered models as tensors in and out. Nothing is decided or recorded. */
import { type InferRequest, type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { type FoundModel, families, findModel } from '../../credit/inference/find-model.ts'
import { modelMetadata, outputTensors, requestedOutputs } from '../../credit/inference/model-tensors.ts'
import { runInTurns } from '../../credit/inference/protocol-model.ts'
import { readTensors } from '../../credit/inference/read-tensors.ts'
import { BusyError } from '../../problems/problem-of.ts'
import type { Handlers } from '../../routes/handlers.ts'

type InferenceOperations = Pick<
  Operations,
  | 'inferenceLive'
  | 'inferenceReady'
  | 'inferenceServer'
  | 'inferenceModel'
  | 'inferenceModelReady'
  | 'inferenceModelVersion'
  | 'inferenceVersionReady'
  | 'infer'
  | 'inferVersion'
>

export const inferenceHandlers: Handlers<InferenceOperations, Context> = {
  inferenceLive: async () => ({ live: true }),

  inferenceReady: async (_, context) => {
    for (const family of families) {
      const model = await unlessAbsent(findModel(context, family))
      const fault = model && (await faultOf(model))
      if (fault !== undefined) throw new BusyError('unavailable', fault, 5)
    }
    return { ready: true }
  },

  inferenceServer: async (_, { version }) => ({ name: 'pratibimba', version, extensions: [] }),

  inferenceModel: async ({ params }, context) => modelMetadata(await findModel(context, params.name)),

  inferenceModelVersion: async ({ params }, context) =>
    modelMetadata(await findModel(context, params.name, params.version)),

  inferenceModelReady: async ({ params }, context) => readiness(await findModel(context, params.name)),

  inferenceVersionReady: async ({ params }, context) =>
    readiness(await findModel(context, params.name, params.version)),

  infer: async ({ params, body }, context) => infer(await findModel(context, params.name), body),

  inferVersion: async ({ params, body }, context) =>
    infer(await findModel(context, params.name, params.version), body),
}

async function infer(found: FoundModel, { id, parameters, inputs, outputs }: InferRequest) {
  if (parameters?.binary_data_output === true)
    throw refusal('/parameters/binary_data_output', 'outputs are answered as JSON; leave it out')
  const model = await found.open()
  const wanted = requestedOutputs(outputs, model.outputs)
  const matrix = readTensors(inputs, model.features)
  const values = await runInTurns(model, matrix)
  return {
    model_name: found.name,
    model_version: found.version,
    ...(id !== undefined && { id }),
    outputs: outputTensors(wanted, values),
  }
}

async function readiness(model: FoundModel) {
  return { name: model.name, ready: (await faultOf(model)) === undefined }
}

/** Why a model cannot be asked. */
async function faultOf(model: FoundModel): Promise<string | undefined> {
  try {
    await model.open()
    return undefined
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unavailable') return error.message
    throw error
  }
}

async function unlessAbsent<Value>(finding: Promise<Value>): Promise<Value | undefined> {
  try {
    return await finding
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return undefined
    throw error
  }
}

function refusal(pointer: string, why: string): ProblemError {
  const detail = `${pointer.slice(1)}: ${why}.`
  return new ProblemError('out_of_range', detail, [{ pointer, detail }])
}
