import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import type { Locale } from '#kernel/i18n'
import { type Id, newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { newSerial, type Serial } from '../modules/registration/doorway/serial.ts'
import { signTicket } from '../modules/registration/doorway/steps.ts'
import { writeTicket } from '../modules/registration/doorway/ticket.ts'
import { invitationToken } from '../modules/registration/links.ts'
import { demoHouse } from '../tools/test/demo-house.ts'
import { as } from '../tools/test/house.ts'

const house = await demoHouse()
const actor = (mailbox: string): Actor => house.actors.get(`${mailbox}@demo.example`) ?? visitor
const one = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => {
  const [row] = (await house.tx((tx) => query.execute(tx))).rows
  if (row === undefined) throw new Error('the demo has one')
  return row
}

const evening = await one(sql<{ id: string; open: string; asks: string; invited: string }>`select event.id,
    (select id from category where event_id = event.id and waiting_list and not approval and not invitation_only limit 1) as open,
    (select id from category where event_id = event.id and approval limit 1) as asks,
    (select id from category where event_id = event.id and invitation_only limit 1) as invited
  from event where slug = 'alumni-evening'`)
const over = await one(sql<{
  id: string
  category: string
  edition: string
}>`select event.id, category.id as category, edition_id as edition from event
  join category on category.event_id = event.id where event.slug = 'london-promotion-meeting' limit 1`)
const outcome = await one(sql<{
  id: string
}>`select outcome.id from outcome join station on station.id = station_id
  where station.slug = 'london' and state <> 'withdrawn' limit 1`)
const known = await one(sql<{
  email: string
  category: string
}>`select email, category_id as category from registration
  join person on person.id = person_id where event_id = ${evening.id} and state = 'admitted' limit 1`)
// Whoever comes to this category now finds no place and no line to wait in.
await house.tx((tx) =>
  sql`update category set waiting_list = false, quota = taken where id = ${evening.open}`.execute(tx),
)

/** An invitation that somebody has used. */
async function usedInvitation(): Promise<string> {
  const validUntil = plus(house.clock.now(), { days: 9 })
  const id = newId<'invitation'>()
  await house.tx((tx) =>
    sql`insert into invitation (id, event_id, category_id, station_id, email, name, locale, valid_until,
      created_at, used_at)
    select ${id}, event_id, id, station_id, 'used@guests.example', '{}', 'en', ${validUntil}, ${house.clock.now()}, ${house.clock.now()}
    from category where id = ${evening.invited}`.execute(tx),
  )
  return `/invitations/${invitationToken(house.keys, id, validUntil)}`
}

const aPost = {
  edition: over.edition,
  type: 'post',
  form: 'full_time',
  title: 'Typed 打字',
  happenedOn: '2019-08-01',
}
const company = await one(sql<{ number: string }>`select terms->>'registryNumber' as number from outcome
  where type = 'company' and state = 'standing' limit 1`)
const ownClaim = await one(sql<{
  id: string
}>`select outcome.id from outcome join person on person.id = claimant_id
  where person.email = 'organiser@demo.example' and state = 'standing' and level = 'stated' limit 1`)
// A verifier looks at one record, and names what was shown of another.
const foreign = await one(sql<{ outcome: string; evidence: string }>`select outcome.id as outcome,
    (select id from outcome_evidence where outcome_id <> outcome.id limit 1) as evidence
  from outcome where state = 'standing' and level in ('stated', 'witnessed') and type = 'post' limit 1`)

const register = '/editions/2019/events/alumni-evening/register'
const guest = (categoryId: string, email = 'bad.input@guests.example') => ({
  categoryId,
  key: newId(),
  'person.email': email,
  'person.name.latinFamily': 'Typed 打字',
  'person.country': 'GB',
  'consents.process': 'on',
  [`answers.${categoryId}.interest`]: 'work',
})
const ticket = (eventId: string, kid = '00000000') =>
  writeTicket(
    { eventId: eventId as Id<'event'>, serial: newSerial() },
    { kid, sign: () => new Uint8Array(64) },
  )
const file = (name: string, type: string, text: string) => new File([text], name, { type })

// A good ticket of the house, for the wrong door.
const elsewhere = await house.tx(async (tx) => {
  const found = await sql<{ id: Id<'event'>; serial: Serial }>`select event_id as id, serial from ticket
    join registration on registration.id = registration_id where event_id <> ${evening.id} limit 1`.execute(
    tx,
  )
  const [other] = found.rows
  if (!other) throw new Error('the demo has one')
  return signTicket(tx, house.keys, { eventId: other.id, serial: other.serial }, house.clock.now())
})

type Row = {
  what: string
  who?: string
  to: string | (() => Promise<string>)
  /** What is sent; absent: the page is only looked at. */
  send?: Record<string, string | File>
  status: number
  /** The message that must be read, by its key. */
  says: string
  details?: Record<string, string | number>
  /** Typed text that has to come back in the form. */
  back?: string
}

const desk = `/console/events/${evening.id}`
const rows: readonly Row[] = [
  {
    what: 'an event that is not there',
    to: '/editions/2019/events/nowhere/register',
    status: 404,
    says: 'kernel.not_found',
  },
  {
    what: 'a registration that is over',
    to: '/editions/2019/events/london-promotion-meeting/register',
    send: guest(over.category),
    status: 410,
    says: 'registration.event_over',
  },
  {
    what: 'a full quota',
    to: register,
    send: guest(evening.open),
    status: 409,
    says: 'registration.full',
    back: 'Typed 打字',
  },
  {
    what: 'an invitation that was used',
    to: usedInvitation,
    send: guest(evening.invited),
    status: 410,
    says: 'registration.invitation_used',
  },
  {
    what: 'a forged ticket',
    who: 'door',
    to: `${desk}/check-in`,
    send: { scan: newId(), code: ticket(evening.id) },
    status: 409,
    says: 'doorway.forged',
  },
  {
    what: 'a ticket of another event',
    who: 'door',
    to: `${desk}/check-in`,
    send: { scan: newId(), code: elsewhere },
    status: 409,
    says: 'doorway.other_event',
  },
  {
    what: 'a code that is over',
    to: '/sign-in/code',
    send: { email: 'scholar@demo.example', code: '123456' },
    status: 422,
    says: 'people.code_wrong',
    back: 'scholar@demo.example',
  },
  {
    what: 'a file of the wrong kind',
    who: 'london',
    to: `/console/outcomes/${outcome.id}/evidence`,
    send: { name: 'Typed 打字', file: file('virus.exe', 'application/pdf', 'MZ not a pdf') },
    status: 422,
    says: 'outcomes.field_file_type',
    back: 'Typed 打字',
  },
  {
    what: 'a name without end',
    to: register,
    send: { ...guest(evening.asks), 'person.name.han': '李'.repeat(500), 'person.affiliation': 'Typed 打字' },
    status: 422,
    says: 'kernel.field_too_long',
    details: { max: 40 },
    back: 'Typed 打字',
  },
  {
    what: 'a name of 10 MB',
    to: register,
    send: { ...guest(evening.asks), 'person.name.han': 'x'.repeat(10_000_000) },
    status: 413,
    says: 'kernel.too_large',
    details: { limit: 256 },
  },
  {
    what: 'a broken row of CSV',
    who: 'london',
    to: `${desk}/guests/import`,
    send: { categoryId: evening.asks, file: file('list.csv', 'text/csv', 'email,name\nno address,A\n') },
    status: 422,
    says: 'kernel.field_email',
  },
  {
    what: 'CSV that is none',
    who: 'london',
    to: `${desk}/guests/import`,
    send: { categoryId: evening.asks, file: file('list.csv', 'text/csv', 'email,name\n"a@b.org,A\n') },
    status: 422,
    says: 'registration.csv_broken',
    details: { line: 2 },
  },
  {
    what: 'a zone that does not exist',
    who: 'london',
    to: '/console/events/new',
    send: {
      'title.en': 'Typed 打字',
      kind: 'promotion',
      zone: 'Europe/Atlantis',
      startsAt: '2027-01-01T10:00',
      endsAt: '2027-01-01T11:00',
    },
    status: 422,
    says: 'events.field_zone',
    back: 'Typed 打字',
  },
  {
    what: 'an address that is known, in another case',
    to: register,
    send: guest(known.category, known.email.toUpperCase()),
    status: 409,
    says: 'registration.already',
    back: 'Typed 打字',
  },
  {
    what: 'an amount that is no number',
    who: 'london',
    to: '/console/outcomes/new',
    send: {
      edition: over.edition,
      type: 'contract',
      force: 'binding',
      contractAmount: 'about 500',
      contractCurrency: 'CNY',
      title: 'Typed 打字',
      happenedOn: '2026-01-01',
    },
    status: 422,
    says: 'outcomes.field_amount',
    back: 'Typed 打字',
  },
  {
    what: 'an outcome of a day that has not come',
    who: 'london',
    to: '/console/outcomes/new',
    send: { ...aPost, happenedOn: '2999-01-01' },
    status: 422,
    says: 'outcomes.field_future',
    back: 'Typed 打字',
  },
  {
    what: 'a currency that there is not',
    who: 'london',
    to: '/console/outcomes/new',
    send: { ...aPost, type: 'contract', force: 'binding', contractAmount: '500', contractCurrency: 'XQZ' },
    status: 422,
    says: 'outcomes.field_currency',
    back: 'Typed 打字',
  },
  {
    what: 'a registry number that another record holds, in another spelling',
    who: 'london',
    to: '/console/outcomes/new',
    send: {
      ...aPost,
      type: 'company',
      registryNumber: ` ${company.number.toLowerCase().replaceAll('-', ' ')}`,
    },
    status: 409,
    says: 'outcomes.registry_taken',
    back: 'Typed 打字',
  },
  {
    what: 'a claim verified by who made it',
    who: 'organiser',
    to: `/console/outcomes/${ownClaim.id}/verify`,
    send: { level: 'witnessed', reason: 'Typed 打字' },
    status: 403,
    says: 'outcomes.own_claim',
    back: 'Typed 打字',
  },
  {
    what: 'evidence that belongs to another record',
    who: 'verifier',
    to: `/console/outcomes/${foreign.outcome}/verify`,
    send: { level: 'documented', evidence: foreign.evidence, reason: 'Typed 打字' },
    status: 409,
    says: 'outcomes.foreign_evidence',
    back: 'Typed 打字',
  },
]

const counts = () =>
  one(sql<object>`select (select count(*)::int from registration) as registrations, (select count(*)::int from event) as events,
    (select count(*)::int from outcome_entry) as entries, (select count(*)::int from person) as people,
    (select count(*)::int from attendance) as attendances`)

const plain = (html: string) =>
  html
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

test.each(rows)(
  '$what: a clear refusal in the reader’s language, nothing lost, nothing changed',
  async ({ who, to, send, status, says, details = {}, back }) => {
    const before = await counts()
    const path = typeof to === 'string' ? to : await to()
    for (const locale of ['en', 'zh'] as const satisfies readonly Locale[]) {
      const data = new FormData()
      for (const [name, value] of Object.entries(send ?? {})) data.append(name, value)
      const answer = await house.app.request(`/${locale}${path}`, {
        method: send ? 'POST' : 'GET',
        headers: as(who === undefined ? visitor : actor(who)),
        ...(send ? { body: data } : {}),
      })
      const text = plain(await answer.text())
      const words = house.words.say(locale)(says, details)
      expect({ status: answer.status, text }).toEqual({ status, text: expect.stringContaining(words) })
      if (back !== undefined) expect(text).toContain(back)
    }
    expect(await counts()).toEqual(before)
    expect(house.broken).toEqual([])
  },
)
