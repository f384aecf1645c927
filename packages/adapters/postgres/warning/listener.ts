/** Hears of notifications on one channel, without their payload. */
import { openReconnectingClient } from '../reconnecting-client.ts'

export interface Listener {
  close(): Promise<void>
}

/**
 * @param onNews    called for every notification, and after a break, during which some may have been missed
 * @param onTrouble told of every break
 */
export async function openListener(
  url: string,
  channel: string,
  onNews: () => void,
  onTrouble: (error: unknown) => void,
): Promise<Listener> {
  const { close } = await openReconnectingClient({
    url,
    applicationName: 'pratibimba events',
    channel,
    onNotification: onNews,
    onReconnect: onNews,
    onTrouble,
  })
  return { close }
}
