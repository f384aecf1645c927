/** Small files that are there whole or not at all. */
import { NewFile } from '../tables/new-file.ts'

/** Replaces the file by this text. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const file = await NewFile.create(path)
  try {
    await file.append(Buffer.from(text))
  } catch (error) {
    await file.discard()
    throw error
  }
  await file.publish()
}
