/** Whether a job goes on. */
import type { Job } from '@pratibimba/risk/ports'

export function hasEnded({ state }: Job): boolean {
  return state !== 'PENDING' && state !== 'RUNNING'
}
