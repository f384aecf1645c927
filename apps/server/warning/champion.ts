/** The model that decides, held in memory and exchanged at once when another is promoted. */
import { type Driver, ProblemError } from '@pratibimba/contract'
import { ModelFileError } from '@pratibimba/learning/formats'
import {
  ArtifactError,
  type ArtifactStore,
  type ModelRecord,
  type ModelStore,
  type ScoreDriver,
} from '@pratibimba/risk/ports'
import { describeDriver, openWarningModel, type WarningModel } from '@pratibimba/risk/warning'

export interface Champion {
  readonly record: ModelRecord
  readonly model: WarningModel
}

export interface ChampionSeat {
  /** The model in use; undefined before the first was promoted, and where its file cannot be read. */
  current(): Champion | undefined
  /** Why the registry's champion cannot be used, and what to do; everything else goes on without it. */
  fault(): string | undefined
  /** @throws ProblemError `unavailable` where no model is in use */
  required(): Champion
  /** Takes the registry's champion; called after every promotion, here or in another process. */
  refresh(): Promise<void>
  /** Puts a stored driver into words, against the population of the model in use. */
  describe(driver: ScoreDriver): Driver
}

/** Whose files models and their predictions are in the artifact store. */
export const MODELS_OWNER = 'warning-models'

/** @param owner under which models lie in the artifact store */
export function openChampionSeat(models: ModelStore, artifacts: ArtifactStore, owner: string): ChampionSeat {
  let seated: Champion | undefined
  let places = new Map<string, number>()
  let fault: string | undefined
  const refresh = async () => {
    const record = await models.champion()
    if (record === undefined || record.sha256 === seated?.record.sha256) {
      if (seated !== undefined && record !== undefined) seated = { ...seated, record }
      return
    }
    try {
      const model = openWarningModel(await readWhole(await artifacts.read(owner, record.artifact)))
      seated = { record, model }
      fault = undefined
      places = new Map(model.bundle.features.map(({ id }, place) => [id, place]))
    } catch (error) {
      if (!(error instanceof ModelFileError || error instanceof ArtifactError)) throw error
      seated = undefined
      fault = `The file ${record.artifact} of the model in use, ${record.version}, is gone or damaged. Restore it from a copy, roll back, or train a new one by POST /retraining/trigger.`
    }
  }
  return {
    current: () => seated,
    fault: () => fault,
    required() {
      if (seated === undefined)
        throw new ProblemError(
          'unavailable',
          fault ?? 'No early-warning model is in use yet; POST /retraining/trigger trains one.',
        )
      return seated
    },
    refresh,
    describe({ feature, value, contribution }) {
      const place = places.get(feature)
      const bundle = seated?.model.bundle
      // Of an older model, whose features this one may not know.
      if (bundle === undefined || place === undefined)
        return describeDriver(
          { id: feature, title: titleOf(feature), unit: 'score' },
          Number.NaN,
          value ?? Number.NaN,
          contribution,
        )
      return describeDriver(bundle.features[place]!, bundle.median[place]!, value ?? Number.NaN, contribution)
    },
  }
}

function titleOf(feature: string): string {
  const words = feature.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

async function readWhole(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
