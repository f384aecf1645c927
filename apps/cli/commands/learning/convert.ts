/** `pratibimba convert`: a model in the format of another library. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { modelWriters, type WritableFormat } from '@pratibimba/learning/formats'
import type { Handler } from '../../command-line/handler.ts'
import { refuseInput, refuseToReplace } from '../../output/destination.ts'
import { placeFile } from '../../output/place-file.ts'
import { number } from '../../output/wording.ts'
import { openModel } from './open-model.ts'

export const convert: Handler = async ({ positionals, flags }) => {
  const to = flags.to as WritableFormat
  const { ending, write } = modelWriters[to]
  const out =
    (flags.out as string | undefined) ??
    `${positionals.model.replace(/\.(model|txt|json|onnx)$/i, '')}${ending}`
  refuseToReplace(out, flags.overwrite === true)
  await refuseInput(out, [positionals.model])
  const loaded = await openModel(positionals.model)
  const { bytes, notes } = write(loaded)
  await placeFile(resolve(out), (path) => writeFile(path, bytes, { flush: true }))
  return {
    json: { out, from: loaded.format, to, bytes: bytes.length, notes },
    lines: [
      `${out}  ${loaded.format} → ${to}, ${number(bytes.length)} bytes`,
      ...notes.map((note) => `note: ${note}`),
    ],
  }
}
