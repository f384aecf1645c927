/** Simulations on the wire. */
import type { SimulationReply } from '@pratibimba/contract'
import type { Simulation } from '@pratibimba/risk/interventions'
import { intervalOf } from '../interval.ts'

export function simulationToWire(simulation: Simulation): SimulationReply {
  return {
    type: simulation.type,
    selected: simulation.selected,
    eligible: simulation.treated,
    dropped: simulation.dropped.map(({ reason, title, customers, customerIds }) => ({
      reason,
      title,
      customers,
      customer_ids: [...customerIds],
    })),
    misses_expected: intervalOf(simulation.missesExpected),
    misses_avoided: intervalOf(simulation.missesAvoided),
    loss_avoided_minor: intervalOf(simulation.lossAvoidedMinor),
    cost_minor: simulation.costMinor,
    net_minor: intervalOf(simulation.netMinor),
    days_to_work_off: simulation.daysToWorkOff,
    assumptions: [...simulation.assumptions],
  }
}
