/** A model file that cannot be read, or a model that a format cannot hold; the message says what is wrong and where. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
}
