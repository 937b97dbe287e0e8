import { z } from 'zod'
import { personIdOf } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { line } from '#kernel/text'
import { dateIn, isPlainDate, type PlainDate } from '#kernel/time'
import { findPersonByEmail } from '#modules/people'
import { currentEdition } from '#modules/programme'
import { StationId } from '../model.ts'
import { find as findStation } from '../store.ts'
import { mayDecide, mayIntroduce } from './access.ts'
import { IntroductionId, introductionKinds, verdicts } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

/** Writes down whom a station brought. Another station's introduction of the same is never told, only that it waits. */
export const recordIntroduction = command({
  name: 'introductions.record',
  input: z.object({
    stationId: StationId,
    kind: z.enum(introductionKinds),
    name: line(160),
    contact: line(254),
    metOn: z.custom<PlainDate>(isPlainDate, 'kernel.field_not_a_date'),
    need: z.string().trim().min(1, 'kernel.field_required').max(2000),
  }),
  reach: beyond(
    'whether another station brought the same must be looked up over all; only "under review" is told',
  ),
  load: async (tx, { stationId, kind, contact }, { actor, at }) => {
    const station = await findStation(tx, stationId)
    const edition = await currentEdition(tx)
    if (!station || !edition || !mayIntroduce(actor, { stationId })) throw notFound()
    const sign = rules.signOf(kind, contact)
    const today = dateIn(at, station.zone)
    return {
      stationId,
      editionId: edition.id,
      sign,
      today,
      standing: await store.standing(tx, { editionId: edition.id, stationId, kind }, sign, today),
      person: kind === 'enterprise' ? undefined : await findPersonByEmail(tx, sign),
    }
  },
  allow: mayIntroduce,
  decide: ({ editionId, sign, today, standing, person }, { contact: _sign, ...input }, { actor, at }) => {
    const by = personIdOf(actor)
    if (!by) throw signInFirst()
    const who = { by, personId: person?.id ?? null }
    return { made: rules.record({ ...input, editionId }, standing, who, { moment: at, today }), sign }
  },
  save: (tx, { made, sign }) => store.insert(tx, made, sign),
  audit: ({ made }) => ({ type: 'introduction', id: made.id, stationId: made.stationId }),
})

/** The organisers' word on an introduction that waits; both stations read it on their own. */
export const decideIntroduction = command({
  name: 'introductions.decide',
  input: z.object({
    introductionId: IntroductionId,
    verdict: z.enum(verdicts, 'kernel.field_choose'),
    share: z.number(),
    reason: z.string().trim().min(1, 'kernel.field_required').max(2000),
  }),
  load: async (tx, { introductionId }) => {
    const { later, first } = await store.lockWithRival(tx, introductionId)
    if (!later) throw notFound()
    return { later, first }
  },
  allow: mayDecide,
  decide: ({ later, first }, { introductionId: _id, ...word }, { actor, at }) => {
    const by = personIdOf(actor)
    if (!by) throw signInFirst()
    return rules.decide(first, later, { ...word, by, at })
  },
  // The earlier one goes first: two may not hold at once.
  save: async (tx, { first, later }) => {
    if (first) await store.save(tx, first)
    await store.save(tx, later)
  },
  audit: ({ later }) => ({ type: 'introduction', id: later.id, stationId: later.stationId }),
})
