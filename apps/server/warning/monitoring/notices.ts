/** Alerts and summaries on their way out of the house: written with what they tell of, handed over afterwards. */
import type { NewEvent, Notice } from '@pratibimba/risk/ports'

export const noticeTopic = 'warning.notice'

export function noticeEvent(notice: Notice): NewEvent {
  return { id: `notice:${notice.id}`, topic: noticeTopic, key: notice.kind, payload: { ...notice } }
}
