/** The names an artifact may have; nothing else ever becomes part of a path. */
import { ArtifactError } from '@pratibimba/risk/ports'

const ownerPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const filenamePattern = /^[A-Za-z0-9_][A-Za-z0-9._ ()+-]{0,199}$/
/** Names that Windows reserves, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** @throws ArtifactError `invalid_name` */
export function checkOwnerId(ownerId: string): void {
  if (!ownerPattern.test(ownerId) || reserved.test(ownerId))
    throw new ArtifactError(
      'invalid_name',
      `Owner id ${shown(ownerId)}: need 1 to 64 letters, digits, _ or -, beginning with a letter or digit.`,
    )
}

/** @throws ArtifactError `invalid_name` */
export function checkFilename(filename: string): void {
  const fits = filenamePattern.test(filename) && !/[. ]$/.test(filename) && !filename.includes('..')
  if (!fits || reserved.test(filename) || filename.endsWith('.sha256'))
    throw new ArtifactError(
      'invalid_name',
      `Filename ${shown(filename)}: need 1 to 200 letters, digits, spaces or . _ - + ( ), beginning with a letter, digit or _, ` +
        'without "..", not ending in a dot, a space or ".sha256", and not a name that Windows reserves.',
    )
}

const shown = (name: string) => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)
