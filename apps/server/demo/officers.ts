/** Officers of the demonstration bank; all made up. */
import type { OfficerRecord } from '@pratibimba/risk/ports'

const officer = (
  officerId: string,
  name: string,
  team: string,
  capacity: number,
  role: OfficerRecord['role'] = 'officer',
): OfficerRecord => ({ officerId, name, team, capacity, role, active: true })

export const demonstrationOfficers: readonly OfficerRecord[] = [
  officer('asha.rao', 'Asha Rao', 'Early help', 40),
  officer('ben.okafor', 'Ben Okafor', 'Early help', 40),
  officer('carla.mendes', 'Carla Mendes', 'Early help', 30),
  officer('dmitri.volkov', 'Dmitri Volkov', 'Payment plans', 35),
  officer('emi.tanaka', 'Emi Tanaka', 'Payment plans', 35),
  officer('farid.haddad', 'Farid Haddad', 'Early help', 60, 'supervisor'),
]
