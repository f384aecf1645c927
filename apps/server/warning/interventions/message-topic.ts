/** Topic of the events that ask for a message to be handed over. Payload: {intervention_id, sequence}. */
export const messageTopic = 'intervention.message'
