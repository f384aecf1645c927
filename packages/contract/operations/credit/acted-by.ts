/** Who acts, where nobody logs in. */
import Type from 'typebox'

/** Member of bodies that two people have to send, one after the other. */
export const actedBy = {
  acted_by: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9][a-z0-9._@+-]{0,63}$',
      description:
        'The person who acts, on a server without login, where every caller is `local`: recorded beside the caller, and not verified. With a login the person is who logged in, and another name is refused.',
    }),
  ),
}
