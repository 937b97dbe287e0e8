import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { type Actor, visitor } from '#kernel/access'
import { newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { ensurePerson } from '#modules/people'
import { as, holding, testHouse } from '../../tools/test/house.ts'
import { arrangeCategory, arrangeEvent } from './arrange.fixtures.ts'
import { aQuestion, choices } from './fixtures.ts'
import { invitationToken, registrationToken } from './links.ts'
import type { Category, InvitationId, RegistrationId } from './model.ts'

const house = await testHouse()

const colleague = await house.db.tx((tx) =>
  ensurePerson(
    tx,
    {
      email: 'colleague@station.org',
      name: { latinGiven: 'Col', latinFamily: 'League', han: '', familyFirst: false },
      locale: 'en',
    },
    house.clock.now(),
  ),
)

type Fields = Record<string, string | File> | [string, string | File][]

/** Sends as a browser without script does: forms as fields, files as multipart. */
async function go(path: string, fields?: Fields, actor: Actor = visitor) {
  const entries = fields && (Array.isArray(fields) ? fields : Object.entries(fields))
  const withFile = entries?.some(([, value]) => value instanceof File)
  const data = new FormData()
  for (const [name, value] of entries ?? []) data.append(name, value)
  const answer = await house.app.request(path, {
    method: fields ? 'POST' : 'GET',
    headers: as(actor),
    ...(entries && { body: withFile ? data : new URLSearchParams(entries as [string, string][]) }), // no file is left
  })
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
}

const kind = aQuestion('q1', { type: 'one', choices: choices('c1', 'c2'), required: true })
const field = aQuestion('q2', { required: true, when: { question: 'q1', is: ['c1'] } })

async function arranged(...categories: Partial<Category>[]) {
  return house.db.tx(async (tx) => {
    const place = await arrangeEvent(tx, {
      startsAt: plus(house.clock.now(), { days: 30 }),
      endsAt: plus(house.clock.now(), { days: 31 }),
    })
    const made = []
    for (const [index, category] of (categories.length > 0 ? categories : [{}]).entries())
      made.push(await arrangeCategory(tx, place, { position: index + 1, ...category }))
    const [first, second] = made
    if (!first) throw new Error('a category is made')
    return {
      ...place,
      first,
      second: second ?? first,
      form: `/editions/${place.editionId}/events/${place.slug}/register`,
      desk: `/en/console/events/${place.eventId}`,
      lead: holding('station_lead', place.stationId, colleague.id),
      staff: holding('station_staff', place.stationId, colleague.id),
    }
  })
}

const person = (email: string, categoryId: string) => ({
  categoryId,
  key: newId(),
  'person.email': email,
  'person.name.latinFamily': 'Li',
  'person.name.latinGiven': 'Ming',
  'person.name.han': '李明',
  'person.country': 'GB',
  'consents.process': 'on',
})
const stateOf = (eventId: string) =>
  house.db.tx(async (tx) => {
    const found = await sql<{ email: string; state: string; answers: object; id: RegistrationId }>`
      select registration.id, person.email, state, answers from registration
      join person on person.id = person_id where event_id = ${eventId} order by place`.execute(tx)
    return found.rows
  })

describe('the public form', () => {
  test('without script: one page, each category with its own questions', async () => {
    const { form, first, second } = await arranged({ form: [kind, field] }, { form: [kind] })
    const { status, text } = await go(`/en${form}`)
    expect(status).toBe(200)
    for (const { id } of [first, second]) expect(text).toContain(`name="answers.${id}.q1"`)
    expect(text).not.toMatch(/<script[^>]* src/)
    expect(text).toContain('not consent to being recruited')
    expect(text).not.toMatch(/type="tel"/)
  })

  test('is sent, and everybody is answered alike', async () => {
    const { form, first, eventId } = await arranged()
    await house.db.tx((tx) =>
      ensurePerson(
        tx,
        {
          email: 'known@form.org',
          name: { latinGiven: 'Secret', latinFamily: 'Name', han: '密', familyFirst: false },
          locale: 'en',
        },
        house.clock.now(),
      ),
    )
    const answers = [
      await go(`/en${form}`, person('known@form.org', first.id)),
      await go(`/en${form}`, person('New@Form.org', first.id)),
    ]
    for (const { status, to } of answers) {
      expect(status).toBe(303)
      expect(to).toBe(`/en${form}ed?as=admitted`)
    }
    expect((await go(answers[0]?.to ?? '')).text).not.toContain('Secret')
    expect((await stateOf(eventId)).map(({ email }) => email)).toEqual(['known@form.org', 'new@form.org'])
  })

  test('comes back filled, in the reader’s language, with the right question marked', async () => {
    const { form, first, second, eventId } = await arranged({}, { form: [kind, field] })
    const sent = { ...person('back@form.org', second.id), [`answers.${second.id}.q1`]: 'c1' }
    const { status, text } = await go(`/zh${form}`, { ...sent, 'person.name.han': '欧阳娜娜' })
    expect(status).toBe(422)
    expect(text).toContain('value="欧阳娜娜"')
    expect(text).toContain('value="back@form.org"')
    expect(text).toContain(`href="#f-answers.${second.id}.q2"`)
    const blank = await go(`/en${form}`, { ...sent, 'person.email': '', 'person.country': '' })
    for (const name of ['E-mail address', 'Country or region'])
      expect(blank.text.split(`${name}: `)).toHaveLength(2) // each line names its field, once
    expect(text).toMatch(new RegExp(`value="${second.id}"[^>]*checked|checked[^>]*value="${second.id}"`))
    expect(text).not.toMatch(/f-answers\.[^"]*q2-err"[^>]*>[^<]*Fill/)
    expect(await stateOf(eventId)).toEqual([])
    // The same key, mended: one registration.
    const mended = { ...sent, [`answers.${second.id}.q2`]: 'Optics', [`answers.${first.id}.q1`]: 'c2' }
    expect((await go(`/zh${form}`, mended)).status).toBe(303)
    expect((await go(`/zh${form}`, mended)).to).toContain('as=admitted')
    expect(await stateOf(eventId)).toMatchObject([{ answers: { q1: 'c1', q2: 'Optics' } }])
  })

  test('an address in another case is refused in words, the form stays filled, and nothing of the record is shown', async () => {
    const { form, first } = await arranged()
    await go(`/en${form}`, person('twice@form.org', first.id))
    const { status, text } = await go(`/zh${form}`, {
      ...person('TWICE@form.org', first.id),
      'person.affiliation': 'Typed Anew',
    })
    expect(status).toBe(409)
    expect(text).toContain('此邮箱已报名')
    expect(text).toContain('value="Typed Anew"')
  })

  test.each([
    ['full', { quota: 0, waitingList: false }, 'All places are taken'],
    ['closed', { state: 'closed' as const }, 'Registration has closed'],
    ['not open yet', { opensAt: plus(house.clock.now(), { days: 1 }) }, 'has not opened yet'],
  ])('says why one cannot register: %s', async (_why, category, words) => {
    const { form, first } = await arranged(category)
    expect((await go(`/en${form}`)).text).toContain(words)
    const refused = await go(`/en${form}`, person('late@form.org', first.id))
    expect(refused.status).toBeGreaterThanOrEqual(409)
    expect(refused.status).toBeLessThan(500)
    expect(refused.text).toContain(words)
  })

  test('an event that is not there, or not released, is not found', async () => {
    expect((await go('/en/editions/2019/events/nowhere/register')).status).toBe(404)
    const { eventId, form } = await arranged()
    await house.db.tx((tx) => sql`update event set state = 'draft' where id = ${eventId}`.execute(tx))
    expect((await go(`/en${form}`)).status).toBe(404)
  })
})

describe('the guest’s own page', () => {
  async function registered(category: Partial<Category> = {}) {
    const event = await arranged(category)
    await go(`/en${event.form}`, {
      ...person('own@page.org', event.first.id),
      [`answers.${event.first.id}.q1`]: 'c2',
    })
    const [row] = await stateOf(event.eventId)
    if (!row) throw new Error('it is made')
    const endsAt = plus(house.clock.now(), { days: 31 })
    return { ...event, row, link: `/en/registrations/${registrationToken(house.keys, row.id, endsAt)}` }
  }

  test('opens by the link alone; a forged one opens nothing', async () => {
    const { link, row } = await registered()
    const { status, text } = await go(link)
    expect(status).toBe(200)
    expect(text).toContain('own@page.org')
    for (const forged of [
      `${link}x`,
      link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      `/en/registrations/${row.id}`,
    ])
      expect((await go(forged)).status).toBe(410)
    const other = house.keys.token('invitation', row.id, plus(house.clock.now(), { days: 1 }))
    expect((await go(`/en/registrations/${other}`)).status).toBe(410)
  })

  test('answers are changed, the place is given back, and it can be asked for again', async () => {
    const { link, eventId, first, form } = await registered({ form: [kind, field] })
    const missing = await go(`${link}/answers`, { 'answers.q1': 'c1' })
    expect(missing.status).toBe(422)
    expect((await go(`${link}/answers`, { 'answers.q1': 'c1', 'answers.q2': 'Optics' })).status).toBe(303)
    expect(await stateOf(eventId)).toMatchObject([{ answers: { q1: 'c1', q2: 'Optics' }, state: 'admitted' }])
    expect((await go(`${link}/cancel`, {})).to).toContain('told_cancelled')
    expect((await go(`${link}/cancel`, {})).status).toBe(409)
    expect((await go(link)).text).toContain('/register"')
    await go(`/en${form}`, { ...person('own@page.org', first.id), [`answers.${first.id}.q1`]: 'c2' })
    expect(await stateOf(eventId)).toMatchObject([{ state: 'admitted', answers: { q1: 'c2' } }])
  })
})

describe('invitations', () => {
  test('one link, one registration, without approval', async () => {
    const { desk, first, staff, eventId } = await arranged({ invitationOnly: true, approval: true })
    const sent = await go(
      `${desk}/invitations/new`,
      {
        categoryId: first.id,
        validUntil: '2019-05-20T12:00',
        email: 'Curie@inv.org',
        latinFamily: 'Curie',
        locale: 'en',
      },
      staff,
    )
    expect(sent.to).toContain('told_invited')
    const made = await house.db.tx((tx) =>
      sql<{ id: InvitationId; until: string }>`select id, valid_until as until from invitation
        where event_id = ${eventId}`.execute(tx),
    )
    const invitation = made.rows[0]
    if (!invitation) throw new Error('it is made')
    // 12:00 in London is 11:00 UTC in May.
    expect(invitation.until).toBe('2019-05-20T11:00:00.000Z')
    const link = `/en/invitations/${invitationToken(house.keys, invitation.id, plus(house.clock.now(), { days: 9 }))}`
    expect((await go(link)).text).toContain('value="curie@inv.org"')
    expect((await go(link, person('curie@inv.org', first.id))).to).toContain('as=admitted')
    expect((await go(link, person('friend@inv.org', first.id))).status).toBe(410)
    expect((await go(link)).text).toContain('has been used already')
    expect(await stateOf(eventId)).toMatchObject([{ email: 'curie@inv.org', state: 'admitted' }])
    const list = await go(`${desk}/invitations`, undefined, staff)
    expect(list.text).toContain('Used')
  })
})

describe('the console', () => {
  test('a category and its questions are made without script, by the lead and not by staff', async () => {
    const { desk, lead, staff, eventId } = await arranged()
    const facts = {
      'name.en': 'Founder',
      'name.zh': '创业者',
      state: 'open',
      entry: 'approval',
      quota: '30',
      waitingList: 'on',
      offers: 'by_hand',
      offerHours: '24',
      closesAt: '2019-05-20T18:00',
    }
    expect((await go(`${desk}/registration/new`, facts, staff)).status).toBe(403)
    const made = await go(`${desk}/registration/new`, facts, lead)
    const at = made.to?.split('?')[0] ?? ''
    const question = {
      'label.en': 'Your stage',
      'label.zh': '阶段',
      type: 'one',
      required: 'on',
      asked: 'always',
    }
    const choice = (index: number, id: string, en: string): [string, string][] => [
      ['choice', id],
      [`choice.${index}.en`, en],
      [`choice.${index}.zh`, en],
    ]
    const first = await go(
      `${at}/questions/new`,
      [
        ...Object.entries(question),
        ...choice(0, '', 'Idea'),
        ...choice(1, '', 'Revenue'),
        ...choice(2, '', ''),
      ],
      lead,
    )
    expect(first.to).toContain('told_question_added')
    const second = {
      'label.en': 'Yearly revenue',
      'label.zh': '年收入',
      type: 'number',
      asked: 'when',
      when: 'q1:c2',
    }
    expect((await go(`${at}/questions/new`, second, lead)).status).toBe(303)
    expect((await go(`${at}/questions/q1/remove`, {}, lead)).status).toBe(409)
    const stored = await house.db.tx((tx) =>
      sql<{
        form: object
        approval: boolean
        closes: string
      }>`select form, approval, closes_at as closes from category
        where event_id = ${eventId} and quota = 30`.execute(tx),
    )
    expect(stored.rows[0]).toMatchObject({
      approval: true,
      closes: '2019-05-20T17:00:00.000Z',
      form: [
        { id: 'q1', type: 'one', required: true, choices: [{ id: 'c1' }, { id: 'c2' }] },
        { id: 'q2', type: 'number', when: { question: 'q1', is: ['c2'] } },
      ],
    })
  })

  test('a quota below what is taken is refused with the number, the form filled', async () => {
    const { desk, form, first, lead } = await arranged({ quota: 5 })
    for (const name of ['a', 'b']) await go(`/en${form}`, person(`${name}@quota.org`, first.id))
    const facts = { 'name.en': 'Guest', state: 'open', quota: '1', offerHours: '48' }
    const { status, text } = await go(`${desk}/registration/${first.id}`, facts, lead)
    expect(status).toBe(409)
    expect(text).toContain('2 places are taken already')
    expect(text).toMatch(/name="quota"[^>]*value="1"|value="1"[^>]*name="quota"/)
  })

  test('the guest list: states, search in either script, an action on the picked', async () => {
    const { desk, form, first, staff, eventId } = await arranged({ approval: true })
    const named = (email: string, family: string, given: string, han: string) => ({
      ...person(email, first.id),
      'person.name.latinFamily': family,
      'person.name.latinGiven': given,
      'person.name.han': han,
    })
    await go(`/en${form}`, named('oy@list.org', '', '', '欧阳娜娜'))
    await go(`/en${form}`, named('ada@list.org', 'Lovelace', 'Ada', ''))
    const names = async (query: string) => {
      const { text } = await go(`${desk}/guests?${query}`, undefined, staff)
      return ['欧阳娜娜', 'Ada Lovelace'].filter((name) => text.includes(name))
    }
    expect(await names('q=ouyang')).toEqual(['欧阳娜娜'])
    expect(await names(`q=${encodeURIComponent('欧阳')}`)).toEqual(['欧阳娜娜'])
    expect(await names('q=lovelace+ada')).toEqual(['Ada Lovelace'])
    expect(await names('q=ADA@list')).toEqual(['Ada Lovelace'])
    expect(await names('q=100%25')).toEqual([])
    expect(await names('state=admitted')).toEqual([])
    const [one, two] = await stateOf(eventId)
    const back = `/console/events/${eventId}/guests?state=pending`
    const moved = await go(`${desk}/guests/move`, { guest: one?.id ?? '', action: 'approve', back }, staff)
    expect(moved.to).toBe(`/en${back}&told=registration.told_approve`)
    expect(await names('state=admitted')).toEqual(['欧阳娜娜'])
    const all = await go(`${desk}/guests/move`, { all: 'on', action: 'decline', reason: 'Full', back }, staff)
    expect(all.status).toBe(303)
    expect((await stateOf(eventId)).map(({ state }) => state)).toEqual(['admitted', 'declined'])
    expect((await go(`${desk}/guests/${two?.id}`, undefined, staff)).text).toContain('Full')
    const elsewhere = await go(
      `${desk}/guests/move`,
      { guest: one?.id ?? '', action: 'cancel', back: '//evil.example' },
      staff,
    )
    expect(elsewhere.to).toMatch(/^\/en\/console\/events\//)
  })

  test('another station’s guests are not there', async () => {
    const here = await arranged()
    const there = await arranged()
    await go(`/en${here.form}`, person('mine@rls.org', here.first.id))
    const [row] = await stateOf(here.eventId)
    for (const page of ['guests', `guests/${row?.id}`, 'guests.csv', 'invitations', 'registration']) {
      const { status, text } = await go(`${here.desk}/${page}`, undefined, there.staff)
      expect([403, 404]).toContain(status)
      expect(text).not.toContain('mine@rls.org')
    }
  })

  test('the list goes out as CSV and XLSX, harmless in a spreadsheet, and leaves a line in the trail', async () => {
    const { desk, form, first, lead, staff, eventId } = await arranged({ form: [aQuestion('q1')] })
    await go(`/en${form}`, {
      ...person('csv@out.org', first.id),
      'person.affiliation': '=HYPERLINK("http://evil.example")',
      [`answers.${first.id}.q1`]: '@SUM(A1)',
    })
    expect((await go(`${desk}/guests.csv`, undefined, staff)).status).toBe(403)
    const { text } = await go(`${desk}/guests.csv`, undefined, lead)
    expect(text.startsWith('Order of arrival,')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
    expect(text).toContain("'@SUM(A1)")
    expect((await go(`${desk}/guests.xlsx`, undefined, lead)).text.startsWith('PK')).toBe(true)
    const trail = await house.db.tx((tx) =>
      sql`select command from audit_entry where subject_id = ${eventId} and command = 'registration.export_guests'`.execute(
        tx,
      ),
    )
    expect(trail.rows).toHaveLength(2)
  })
})

describe('a list from a file', () => {
  const file = (text: string) => new File([text], 'guests.csv', { type: 'text/csv' })

  test('is looked at, then taken in as a whole; whoever is in stays as they are', async () => {
    const { desk, form, first, staff, eventId } = await arranged({ quota: 2 })
    await go(`/en${form}`, person('in@file.org', first.id))
    const list =
      'Email,姓名,国家\nin@file.org,Li Ming,UK\nNEW@file.org,欧阳娜娜,英国\nlast@file.org,Ada Lovelace,\n'
    const preview = await go(`${desk}/guests/import`, { categoryId: first.id, file: file(list) }, staff)
    expect(preview.text).toContain('1 get a place, 1 stand in line, 1 are registered already')
    expect(await stateOf(eventId)).toHaveLength(1)
    const rows = /name="rows" value="([^"]*)"/.exec(preview.text)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const done = await go(`${desk}/guests/import/apply`, { categoryId: first.id, rows }, staff)
    expect(done.to).toContain('told_imported')
    expect((await stateOf(eventId)).map(({ email, state }) => `${email} ${state}`)).toEqual([
      'in@file.org admitted',
      'new@file.org admitted',
      'last@file.org waiting',
    ])
  })

  test.each([
    ['a broken row', 'email,name\nno address,A\nb@file.org,B\n', 'Write a full e-mail address'],
    ['no such column', 'mail adress,name\na@file.org,A\n', 'This column is missing'],
    ['no CSV', 'email,name\n"a@file.org,A\n', 'no CSV from line'],
    ['nothing', '', 'There is nothing in this file'],
  ])('with %s is refused by line and column, and nothing of it is taken in', async (_why, text, words) => {
    const { desk, first, staff, eventId } = await arranged()
    const answer = await go(`${desk}/guests/import`, { categoryId: first.id, file: file(text) }, staff)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await stateOf(eventId)).toEqual([])
  })
})

describe('the API', () => {
  const post = (eventId: string, body: object) =>
    house.app.request(`/api/v1/events/${eventId}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh' },
      body: JSON.stringify(body),
    })
  const asked = (categoryId: string, email: string) => ({
    categoryId,
    person: { email, name: { latinFamily: 'Li' }, country: 'GB' },
    consents: { process: true },
    key: newId(),
  })

  test('asks for a place; the same key again asks once', async () => {
    const { eventId, first } = await arranged({ quota: 1 })
    const body = asked(first.id, 'api@x.org')
    for (let time = 0; time < 2; time += 1) {
      const answer = await post(eventId, body)
      expect([answer.status, await answer.json()]).toEqual([201, { state: 'admitted', key: body.key }])
    }
    expect((await (await post(eventId, asked(first.id, 'api2@x.org'))).json()).state).toBe('waiting')
  })

  test('gives staff the guests of their event, page by page', async () => {
    const { eventId, first, staff } = await arranged()
    for (const name of ['a', 'b', 'c']) await post(eventId, asked(first.id, `${name}@page.org`))
    const get = async (actor: Actor, query = '') => {
      const answer = await house.app.request(`/api/v1/events/${eventId}/registrations${query}`, {
        headers: as(actor),
      })
      return { status: answer.status, body: await answer.json() }
    }
    const all = await get(staff, '?state=admitted')
    expect(all.body).toMatchObject({ total: 3, registrations: [{ email: 'a@page.org' }, {}, {}] })
    expect((await get(staff, '?q=b@')).body).toMatchObject({
      registrations: [{ email: 'b@page.org', state: 'admitted' }],
    })
    expect((await get(visitor)).status).toBe(401)
    expect([403, 404]).toContain((await get((await arranged()).staff)).status)
  })

  test('refuses with a stable code, in the caller’s language', async () => {
    const { eventId, first } = await arranged()
    await post(eventId, asked(first.id, 'api@x.org'))
    const twice = await post(eventId, asked(first.id, 'API@x.org'))
    expect([twice.status, await twice.json()]).toMatchObject([
      409,
      { error: { code: 'registration.already', message: expect.stringContaining('此邮箱已报名') } },
    ])
    const nowhere = await post(newId(), asked(first.id, 'api@x.org'))
    expect([nowhere.status, (await nowhere.json()).error.code]).toEqual([410, 'registration.event_not_open'])
    const empty = await post(eventId, {})
    expect((await empty.json()).error.fields.map(({ path }: { path: string }) => path)).toContain(
      'categoryId',
    )
    const forged = await post(eventId, { ...asked(first.id, 'f@x.org'), invitation: 'forged' })
    expect((await forged.json()).error.code).toBe('registration.link_broken')
  })
})

afterAll(() => expect(house.broken).toEqual([]))
