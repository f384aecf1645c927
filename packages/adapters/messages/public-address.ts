/** Keeps requests out of the house: a name may lead to an address that only we can reach. */
import { type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Whether an address lies on the public internet; mapped ones are judged by what they map to. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

/** Resolves as the system does and fails where any of the addresses is not public, so that no connection is opened. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...(options as LookupOptions), all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '')
    const inside = addresses.find(({ address }) => !isPublicAddress(address))
    if (inside !== undefined || addresses.length === 0)
      return callback(new Error(`${hostname} leads to an address that is not public`), '')
    if (options.all) return callback(null, addresses)
    return callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}
