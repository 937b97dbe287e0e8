import { z } from 'zod'
import { command, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { idOf, newId } from '#kernel/ids'
import { bilingual } from '#kernel/text'
import { isPlannedDate, isZone, type PlainDate, type Zone } from '#kernel/time'
import { mayOrganise } from './access.ts'
import { cloned, opened } from './facts.ts'
import {
  creditKinds,
  EditionId,
  editionStates,
  type Organisation,
  OrganisationId,
  ProgrammeId,
} from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const Day = z.custom<PlainDate>(isPlannedDate, 'kernel.field_not_a_date')
const ZoneName = z.custom<Zone>((value) => typeof value === 'string' && isZone(value), 'programme.field_zone')
const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'programme.field_slug')
const dates = {
  number: z.number().int().min(1).max(999),
  year: z.number().int().min(1900).max(2200),
  slug: Slug,
  name: bilingual({ max: 120 }),
  startsOn: Day,
  endsOn: Day,
  zone: ZoneName,
  place: bilingual({ max: 120 }),
}

async function locked(tx: Tx, id: EditionId) {
  const edition = await store.lock(tx, id)
  if (!edition) throw notFound()
  return { edition, credits: await store.credits(tx, id) }
}

/** A blank edition, as a draft. */
export const openEdition = command({
  name: 'programme.open_edition',
  input: z.object({ programmeId: ProgrammeId, ...dates }),
  load: async () => null,
  allow: mayOrganise,
  decide: (_loaded, input, { at }) => rules.open(input, at),
  save: store.insert,
  announce: (edition) => [opened(edition)],
  audit: (edition) => ({ type: 'edition', id: edition.id }),
})

/** A new edition from an earlier one: credits and stations come along now, events and forms as drafts soon after. */
export const cloneEdition = command({
  name: 'programme.clone_edition',
  input: z.object({ from: EditionId, number: dates.number, year: dates.year, slug: Slug, startsOn: Day }),
  load: (tx, { from }) => locked(tx, from),
  allow: mayOrganise,
  decide: ({ edition, credits }, { from: _from, ...to }, { at }) => rules.clone(edition, credits, to, at),
  save: async (tx, { edition, credits }) => {
    await store.insert(tx, edition)
    await store.saveCredits(tx, edition.id, credits)
  },
  announce: (clone) => [opened(clone.edition), cloned(clone)],
  audit: ({ edition }) => ({ type: 'edition', id: edition.id }),
})

export const changeEdition = command({
  name: 'programme.change_edition',
  input: z.object({ editionId: EditionId, ...dates }),
  load: (tx, { editionId }) => locked(tx, editionId),
  allow: mayOrganise,
  decide: ({ edition }, { editionId: _id, ...facts }) => rules.change(edition, facts),
  save: store.save,
  audit: (edition) => ({ type: 'edition', id: edition.id }),
})

/** The name of the programme and what its first page says of it. */
export const changeProgramme = command({
  name: 'programme.change',
  input: z.object({
    programmeId: ProgrammeId,
    name: bilingual({ max: 200 }),
    about: bilingual({ max: 2000, lines: 'many', optional: true }),
  }),
  load: async (tx, { programmeId }) => {
    const programme = await store.findProgramme(tx)
    if (programme?.id !== programmeId) throw notFound()
    return programme
  },
  allow: mayOrganise,
  decide: (programme, { name, about }) => ({ ...programme, name, about }),
  save: store.saveProgramme,
  audit: ({ id }) => ({ type: 'programme', id }),
})

/** draft → open → closed; closed may be opened again. */
export const moveEdition = command({
  name: 'programme.move_edition',
  input: z.object({ editionId: EditionId, state: z.enum(editionStates) }),
  load: (tx, { editionId }) => locked(tx, editionId),
  allow: mayOrganise,
  decide: ({ edition, credits }, { state }) => rules.moveTo(edition, state, credits),
  save: store.save,
  audit: (edition) => ({ type: 'edition', id: edition.id }),
})

export const addOrganisation = command({
  name: 'programme.add_organisation',
  input: z.object({
    name: bilingual({ max: 200 }),
    country: z.string().length(2).nullable(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullable(),
  }),
  load: async () => null,
  allow: mayOrganise,
  decide: (_loaded, input): Organisation => ({
    ...input,
    id: newId<'organisation'>(),
    ror: null,
    madeUp: false,
  }),
  save: store.insertOrganisation,
  audit: (organisation) => ({ type: 'organisation', id: organisation.id }),
})

/** Adds, drops or moves a credit; the whole list is written anew, in order. */
export const changeCredits = command({
  name: 'programme.change_credits',
  input: z.object({
    editionId: EditionId,
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('add'), organisationId: OrganisationId, as: z.enum(creditKinds) }),
      z.object({ kind: z.literal('drop'), creditId: idOf('credit') }),
      z.object({ kind: z.literal('up'), creditId: idOf('credit') }),
      z.object({ kind: z.literal('down'), creditId: idOf('credit') }),
    ]),
  }),
  load: (tx, { editionId }) => locked(tx, editionId),
  allow: mayOrganise,
  decide: ({ edition, credits }, { change }) => {
    if (change.kind === 'add')
      return { edition, credits: rules.addCredit(credits, edition, change.organisationId, change.as) }
    if (change.kind === 'drop') return { edition, credits: rules.dropCredit(credits, change.creditId) }
    return { edition, credits: rules.moveCredit(credits, change.creditId, change.kind) }
  },
  save: (tx, { edition, credits }) => store.saveCredits(tx, edition.id, credits),
  audit: ({ edition }) => ({ type: 'edition', id: edition.id }),
})
