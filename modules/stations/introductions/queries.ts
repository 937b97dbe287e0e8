import { z } from 'zod'
import { query } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { currentEdition } from '#modules/programme'
import { list as listStations } from '../store.ts'
import { mayDecide, mayIntroduce, mayReadIntroduction, readsIntroductions } from './access.ts'
import { IntroductionId } from './model.ts'
import * as store from './store.ts'

/** More are not read at once: the newest are what a desk works with. */
const most = 500

/** The introductions of the current edition within the reader's reach, and the stations that the reader may write for. */
export const listIntroductions = query({
  name: 'introductions.list',
  input: z.object({}),
  load: async (tx, _input, { actor }) => {
    const edition = await currentEdition(tx)
    const stations = await listStations(tx)
    return {
      edition,
      stations,
      mine: stations.filter(({ id }) => mayIntroduce(actor, { stationId: id })),
      // Somebody on the staff may have been brought by a neighbour: that is theirs to know, and no station's.
      introductions: (edition ? await store.list(tx, edition.id, most) : []).filter((each) =>
        mayReadIntroduction(actor, each),
      ),
    }
  },
  allow: readsIntroductions,
})

/** One, and for the organisers the one it met. A neighbour's is not found. */
export const readIntroduction = query({
  name: 'introductions.read',
  input: z.object({ introductionId: IntroductionId }),
  load: async (tx, { introductionId }, { actor }) => {
    const introduction = await store.find(tx, introductionId)
    if (!introduction || !mayReadIntroduction(actor, introduction)) throw notFound()
    const stations = await listStations(tx)
    const decides = mayDecide(actor, undefined) && introduction.state === 'under_review'
    const rivals = decides ? await store.rivals(tx, introductionId) : []
    return { introduction, stations, rival: rivals[0] }
  },
  allow: (actor, { introduction }) => mayReadIntroduction(actor, introduction),
})
