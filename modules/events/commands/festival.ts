import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { EditionId, findEdition } from '#modules/programme'
import { mayOrganise } from '../access.ts'
import { festivalInUse } from '../errors.ts'
import { type Festival, FestivalId } from '../model.ts'
import { freeSlug } from '../rules/clone.ts'
import { checkFestival, festivalChanged } from '../rules/festival.ts'
import * as store from '../store/event.ts'
import * as places from '../store/place.ts'
import { Day, Slug, ZoneName } from './input.ts'

/** A stream keeps its key, so that its name can be mended; a new one has ''. */
const Stream = z.object({ key: z.string().max(60), name: bilingual({ max: 120 }) })
const festivalFacts = {
  name: bilingual({ max: 200 }),
  area: bilingual({ max: 120 }),
  zone: ZoneName,
  startsOn: Day,
  endsOn: Day,
  streams: z.array(Stream).max(40),
  criteria: bilingual({ max: 3000, lines: 'many' }),
}

/** A key from the name; of two alike, the second is counted. Names without Latin letters are counted from the start. */
const withKeys = (streams: readonly z.output<typeof Stream>[]): Festival['streams'] => {
  const taken = new Set(streams.map(({ key }) => key))
  return streams.map(({ key, name }) => {
    if (key !== '') return { key, name }
    const wanted = name.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
    const made = freeSlug(wanted.slice(0, 50) || 'stream', taken)
    taken.add(made)
    return { key: made, name }
  })
}

/** The festival with what lives in it, but not what was declined or cancelled. */
async function load(tx: Tx, id: FestivalId) {
  const festival = await places.findFestival(tx, id)
  if (!festival) throw notFound()
  const events = await store.list(tx, { editionId: festival.editionId, festivalId: id })
  return {
    festival,
    events,
    alive: events.filter(({ state }) => state !== 'declined' && state !== 'cancelled'),
  }
}

const subjectOf = ({ id }: Festival) => ({ type: 'festival', id })

export const openFestival = command({
  name: 'events.open_festival',
  input: z.object({ editionId: EditionId, slug: Slug, ...festivalFacts }),
  load: async (tx, { editionId }) => {
    if (!(await findEdition(tx, editionId))) throw notFound()
  },
  allow: mayOrganise,
  decide: (_loaded, { streams, ...input }): Festival => {
    const festival = { ...input, id: newId<'festival'>(), streams: withKeys(streams) }
    checkFestival(festival)
    return festival
  },
  save: places.openFestival,
  audit: subjectOf,
})

/** Refuses: events.events_left_out, when events in it would no longer meet its days or streams. */
export const changeFestival = command({
  name: 'events.change_festival',
  input: z.object({ festivalId: FestivalId, ...festivalFacts }),
  load: (tx, { festivalId }) => load(tx, festivalId),
  allow: mayOrganise,
  decide: ({ festival, alive }, { festivalId: _id, streams, ...facts }): Festival =>
    festivalChanged(festival, { ...facts, streams: withKeys(streams) }, alive),
  save: places.saveFestival,
  audit: subjectOf,
})

/** Only one that nothing was ever put into. */
export const removeFestival = command({
  name: 'events.remove_festival',
  input: z.object({ festivalId: FestivalId }),
  load: (tx, { festivalId }) => load(tx, festivalId),
  allow: mayOrganise,
  decide: ({ festival, events }): Festival => {
    if (events.length > 0) throw festivalInUse()
    return festival
  },
  save: (tx, { id }) => places.removeFestival(tx, id),
  audit: subjectOf,
})
