import type { Fact } from '#kernel/command'
import type { Erasure } from './model.ts'

type About = { erasureId: string; personId: string }
const about = ({ id, personId }: Erasure): About => ({ erasureId: id, personId })

/** Somebody asked; whoever is meant is told until when it can be undone. */
export const erasureAsked = (erasure: Erasure): Fact<About> => ({
  name: 'people.erasure_asked',
  payload: about(erasure),
})

/** It was due, and something keeps it waiting. */
export const erasureWaits = (erasure: Erasure): Fact<About> => ({
  name: 'people.erasure_waits',
  payload: about(erasure),
})

/** Nobody is there any more under this id; whoever keeps something outside of the database lets it go. */
export const erased = (erasure: Erasure): Fact<About> => ({ name: 'people.erased', payload: about(erasure) })
