/** The labels of XGBoost's categories, where the model keeps them (from 3.1 on). */
import type { JsonField } from '../json-field.ts'

/**
 * @param cats the field `model.cats`: per feature offsets and bytes of its labels, or its labels as numbers
 * @returns labels by feature; nothing for a feature without
 */
export function readXgboostCategories(cats: JsonField | undefined): (readonly string[] | undefined)[] {
  return cats === undefined ? [] : cats.get('enc').items().map(readLabels)
}

function readLabels(encoded: JsonField): readonly string[] | undefined {
  const offsets = encoded.find('offsets')
  const labels =
    offsets === undefined
      ? Array.from(encoded.get('values').numbers(), String)
      : readTexts(offsets, encoded.get('values'))
  if (new Set(labels).size < labels.length) encoded.fail('labels that differ are needed')
  return labels.length === 0 ? undefined : labels
}

function readTexts(offsetsField: JsonField, bytesField: JsonField): string[] {
  const bytes = Uint8Array.from(bytesField.integers(-128, 255))
  const offsets = offsetsField.integers(0, bytes.length)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const texts: string[] = []
  for (let i = 1; i < offsets.length; i++) {
    if (offsets[i] < offsets[i - 1]) offsetsField.fail('ascending offsets are needed')
    try {
      texts.push(decoder.decode(bytes.subarray(offsets[i - 1], offsets[i])))
    } catch {
      bytesField.fail(
        'labels in UTF-8 are needed; XGBoost cuts pandas labels beyond ASCII, so retrain with other labels, or with codes',
      )
    }
  }
  return texts
}
