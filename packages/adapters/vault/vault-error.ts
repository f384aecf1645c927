/** A key-encryption key or a vault that cannot be used; says what to do. */
export class VaultUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'VaultUnusable'
  }
}
