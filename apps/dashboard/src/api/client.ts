/** The server this page came from. */
import { createClient } from '@pratibimba/client'

export const client = createClient({ baseUrl: '' })
