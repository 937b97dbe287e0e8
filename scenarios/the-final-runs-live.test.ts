import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Actor, system } from '#kernel/access'
import { personName } from '#kernel/names'
import { plus, systemNow, zone } from '#kernel/time'
import {
  addJudge,
  assignJudges,
  closeRound,
  createRound,
  openRound,
  panelsOf,
  putProjects,
} from '#modules/judging'
import { ensurePerson, insertGrant } from '#modules/people'
import { systemClock } from '#platform/clock'
import { openDatabase } from '#platform/db'
import { openKeys } from '#platform/keys'
import { useCases } from '#platform/usecases'
import { registrationToken } from '../modules/registration/links.ts'
import { arrangeRoadshow } from '../modules/roadshow/arrange.fixtures.ts'
import { openBrowser, signIn, startHouse } from './support.ts'

const house = await startHouse()
const browser = await openBrowser(house)
const database = openDatabase(house.url, { max: 2 })
const now = systemNow()
const cases = useCases(database, systemClock, async () => {})
const as = (actor: Actor) => cases.as({ actor, door: 'cli', requestId: 'scenario' })

/** A final of three projects today: its event, four people who are in, and a round with one judge. */
const at = await (async () => {
  const stage = await database.transact(system('scenario'), 'actor', async (tx) => {
    const made = await arrangeRoadshow(tx, { projects: 3, guests: 4, at: now })
    const person = await ensurePerson(
      tx,
      { email: 'host@example.org', name: personName({ latinGiven: 'Ling' }), locale: 'en' },
      now,
    )
    await insertGrant(tx, { personId: person.id, role: 'organiser', stationId: null, grantedBy: null }, now)
    return { ...made, personId: person.id }
  })
  const organiser: Actor = {
    kind: 'person',
    personId: stage.personId,
    grants: [{ role: 'organiser', stationId: null }],
  }
  const { round } = await as(organiser).run(createRound, {
    editionId: stage.editionId,
    stationId: null,
    kind: 'final',
    title: { en: 'Final', zh: '总决赛' },
    zone: zone('Europe/London'),
  })
  const roundId = round.id
  await as(organiser).run(putProjects, {
    roundId,
    projectIds: stage.entries.map(({ projectId }) => projectId),
    panelId: null,
  })
  const [panel] = await database.transact(organiser, 'actor', (tx) => panelsOf(tx, roundId))
  if (!panel) throw new Error('a round has a panel')
  await as(organiser).run(addJudge, {
    roundId,
    email: 'judge@example.org',
    facts: {
      panelId: panel.id,
      institution: '',
      ror: null,
      organisation: '',
      broughtBy: null,
      fields: [],
      languages: [],
      most: 10,
    },
  })
  await as(organiser).run(assignJudges, { roundId })
  await as(organiser).run(openRound, { roundId })
  return { ...stage, organiser, roundId }
})()

const base = `${house.origin}/en`
const hallUrl = `${base}/roadshows/${at.roadshow.id}`
const deskUrl = `${base}/console/roadshows/${at.roadshow.id}`
const keys = openKeys(house.secret)
const linkOf = (index: number) => {
  const guest = at.hall[index]
  if (!guest) throw new Error('there are four guests')
  return `${hallUrl}/by/${registrationToken(keys, guest.registrationId, plus(now, { hours: 5 }))}`
}
const ballots = () =>
  house.rows<{ n: number }>('select count(*)::int as n from roadshow_ballot where roadshow_id = $1', [
    at.roadshow.id,
  ])
const connected = (page: Page) => page.locator('[data-connected=true]').waitFor({ state: 'attached' })
const press = (page: Page, name: string | RegExp) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).first().click()])
const cleanOf = async (page: Page) => {
  // Pages allow no script of anybody else's, so axe comes in through the debugger.
  await page.evaluate(axe.source)
  const found = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run(),
  )
  expect(found.violations.map(({ id }) => id)).toEqual([])
}

const phone = { viewport: { width: 390, height: 844 } }
const big = { viewport: { width: 1920, height: 1080 } }
const [desk, stageScreen, wall, judge, hall, plain] = await Promise.all(
  [{}, big, big, phone, phone, { ...phone, javaScriptEnabled: false }].map(async (options) =>
    (await browser.context(options)).newPage(),
  ),
)
if (!desk || !stageScreen || !wall || !judge || !hall || !plain) throw new Error('six screens')

test('the host binds the round and moves the order, by keys and by dragging', async () => {
  await signIn(house, desk, 'host@example.org')
  await desk.goto(deskUrl)
  await desk.locator('[data-island=roadshow-order][data-ready=true]').waitFor()
  await desk.selectOption('[name=roundId]', { label: 'Final' })
  await press(desk, 'Save')
  expect(await desk.textContent('main')).toContain('Saved')
  await desk.locator('[data-island=roadshow-order][data-ready=true]').waitFor()
  const up = desk.getByRole('button', { name: 'Move Soft robots up' })
  await up.focus()
  await desk.keyboard.press('Enter')
  await desk.getByText('Soft robots is now at place 1.').waitFor()
  const lineOf = (title: string) => desk.locator(`.order.editable > li[data-title="${title}"]`)
  await lineOf('Clear water').dragTo(lineOf('Tidal power'))
  await desk.getByText('Clear water is now at place 2.').waitFor()
  await desk.getByRole('button', { name: 'Move Clear water down' }).click()
  await desk.getByText('Clear water is now at place 3.').waitFor()
  const rows = await house.rows<{ en: string }>(
    `select title->>'en' as en from roadshow_entry where roadshow_id = $1 order by position`,
    [at.roadshow.id],
  )
  expect(rows.map(({ en }) => en)).toEqual(['Soft robots', 'Tidal power', 'Clear water'])
  await cleanOf(desk)
  await desk.goto(`${deskUrl}/host`)
  await connected(desk)
})

test('five screens follow without being touched: who is on, the clock, what is asked', async () => {
  await stageScreen.goto(`${hallUrl}/stage`)
  await wall.goto(`${hallUrl}/wall`)
  await hall.goto(linkOf(0))
  await signIn(house, judge, 'judge@example.org')
  await judge.goto(`${hallUrl}/judge`)
  for (const page of [stageScreen, wall, hall, judge]) await connected(page)
  await press(desk, 'Open the hall')
  await press(desk, /Call on/)
  for (const page of [stageScreen, wall, hall, judge])
    await page.locator('[data-part=now]', { hasText: 'Soft robots' }).waitFor()
  expect(await stageScreen.locator('[data-clock-time]').textContent()).toBe('7:00')
  await press(desk, 'Start the clock')
  await stageScreen.locator('[data-clock-signal]', { hasText: 'Time is running' }).waitFor()
  await stageScreen.locator('[data-clock-time]', { hasText: /6:\d\d/ }).waitFor()
  await press(desk, 'Go over to questions')
  await stageScreen.locator('[data-clock-part]', { hasText: 'Questions' }).waitFor()

  // Whoever waited on the page since before it began has the state and the form for questions without touching it.
  await hall.locator('[data-part=stage]', { hasText: 'live' }).waitFor()
  await hall.fill('[name=body]', 'Who <b>mends</b> them?')
  await press(hall, 'Ask')
  await desk.locator('[data-part=moderation]', { hasText: 'Who <b>mends</b> them?' }).waitFor()
  expect(await wall.textContent('main')).not.toContain('mends')
  await press(desk, 'Let through')
  expect(desk.url()).toMatch(/#questions$/)
  await wall.locator('[data-part=asked]', { hasText: 'Who <b>mends</b> them?' }).waitFor()
  await cleanOf(stageScreen)
  await cleanOf(wall)
  await cleanOf(desk)
})

test('each person in the hall votes once, with script or without, and the wall counts them', async () => {
  await hall.locator('[data-part=ballot]').getByRole('button', { name: 'Tidal power' }).waitFor()
  await press(hall, 'Tidal power')
  expect(await hall.textContent('main')).toContain('You voted for')
  await wall.locator('[data-part=votes]', { hasText: '1 vote' }).waitFor()

  await plain.goto(linkOf(1))
  await press(plain, 'Clear water')
  expect(await plain.textContent('main')).toContain('You voted for')
  await wall.locator('[data-part=votes]', { hasText: '2 votes' }).waitFor()
  // The paper is gone; who sends it by hand all the same is told that a vote stands.
  expect(await plain.locator('.ballot').count()).toBe(0)
  const answer = await plain.request.post(linkOf(1), {
    form: { act: 'vote', entry: at.entries[0]?.id ?? '' },
    headers: { origin: house.origin },
  })
  expect(answer.status()).toBe(409)
  expect(await answer.text()).toContain('a vote stands')
  expect((await ballots())[0]?.n).toBe(2)
  await cleanOf(hall)
})

test('the judge’s page goes along with the stage, and waits for whoever is writing about another project', async () => {
  const isOpen = (title: string) => judge.locator(`[data-title="${title}"] details[open]`)
  await isOpen('Soft robots').waitFor()
  await press(desk, 'Call on Tidal power')
  await isOpen('Tidal power').waitFor()
  await isOpen('Soft robots').waitFor({ state: 'detached' })
  const words = judge.locator('[data-title="Tidal power"] textarea')
  await words.fill('The turbine is sound, but')
  await press(desk, 'Call on Clear water')
  const lead = judge.getByRole('link', { name: 'On stage now: Clear water' })
  await lead.waitFor()
  expect([await isOpen('Clear water').count(), await words.inputValue()]).toEqual([
    0,
    'The turbine is sound, but',
  ])
  expect(await words.evaluate((field) => field === document.activeElement)).toBe(true)
  await lead.click()
  await isOpen('Clear water').waitFor()
  expect(await words.inputValue()).toBe('The turbine is sound, but')
})

test('a judge whose network drops goes on scoring, and what was kept is sent when it is back', async () => {
  await judge.reload()
  await judge.locator('[data-island=roadshow-scores][data-ready=true]').waitFor()
  const give = async (title: string, points: number) => {
    const part = judge.locator(`[data-title="${title}"]`)
    if ((await part.locator('details[open]').count()) === 0) await part.locator('summary').click()
    for (const field of await part.locator(`.scale [value="${points}"]`).all()) await field.check()
    // Whoever has a tie is led to where they step back.
    expect(await part.getByRole('link', { name: 'step back' }).getAttribute('href')).toContain('/en/judging/')
    await part.getByLabel('Nothing ties me to this project').check()
    await part.getByRole('button', { name: 'Send the score' }).click()
  }
  const scores = () =>
    house.rows<{ n: number }>('select count(*)::int as n from score where round_id = $1', [at.roundId])
  await give('Soft robots', 9)
  await judge.locator('[data-queue]', { hasText: '“Soft robots” was sent.' }).waitFor()
  // It is said beside the button as well, which is all that a phone shows then.
  const robots = judge.locator('[data-title="Soft robots"]')
  await robots.locator('[data-told]', { hasText: 'was sent' }).waitFor()
  expect(await robots.locator('summary .badge').innerText()).toBe('scored')
  expect((await scores())[0]?.n).toBe(1)

  await judge.context().setOffline(true)
  await give('Tidal power', 7)
  await judge.getByText('Waiting on this device for a connection: 1.').waitFor()
  await give('Clear water', 5)
  await judge.getByText('Waiting on this device for a connection: 2.').waitFor()
  await give('Clear water', 6)
  await judge.getByText('Waiting on this device for a connection: 2.').waitFor()
  expect((await scores())[0]?.n).toBe(1)
  await cleanOf(judge)

  await judge.context().setOffline(false)
  await judge.locator('[data-island=roadshow-scores][data-waiting="0"]').waitFor()
  expect((await scores())[0]?.n).toBe(3)
  // Kept twice, sent as it was last, once.
  const sealed = await house.rows<{ n: number }>(
    `select count(*)::int as n from score_commit where round_id = $1`,
    [at.roundId],
  )
  expect(sealed[0]?.n).toBe(3)
  await connected(judge)
})

test('the result is told step by step, and nothing of it is anywhere before', async () => {
  await desk.getByRole('button', { name: 'Close voting' }).first().click()
  await desk.locator('#close-voting').getByRole('button', { name: 'Close voting' }).waitFor()
  await Promise.all([
    desk.waitForEvent('load'),
    desk.locator('#close-voting').getByRole('button', { name: 'Close voting' }).click(),
  ])
  await wall.locator('[data-part=now]', { hasText: 'Voting is closed' }).waitFor()
  expect(await wall.locator('.wall-vote').isVisible()).toBe(false)
  await hall.locator('[name=body]').waitFor({ state: 'detached' })
  const late = await plain.request.post(linkOf(2), {
    form: { act: 'vote', entry: at.entries[0]?.id ?? '' },
    headers: { origin: house.origin },
  })
  expect(late.status()).toBe(410)
  await press(desk, 'Freeze the result')
  expect(await desk.textContent('main')).toContain('round is not closed yet')
  await as(at.organiser).run(closeRound, { roundId: at.roundId })
  await press(desk, 'Freeze the result')

  /** What every page and every stream says of the result: its lines, as anybody could read them. */
  const told = async () => {
    const pages = await Promise.all(
      [`${hallUrl}/stage`, `${hallUrl}/wall`, linkOf(3), hallUrl].map(async (address) =>
        (await plain.request.get(address)).text(),
      ),
    )
    const stream = await fetch(`${hallUrl}/live`, { headers: { accept: 'text/event-stream' } })
    const reader = stream.body?.getReader()
    let first = ''
    while (reader && !first.includes('event: result')) {
      const { value, done } = await reader.read()
      if (done) break
      first += new TextDecoder().decode(value)
    }
    await reader?.cancel()
    const all = [...pages, first, await desk.content(), await judge.content(), await wall.content()]
    return {
      places: all.map((text) => [...text.matchAll(/data-place=\\?"(\w+)/g)].map(([, place]) => place)),
      votes: all.filter((text) => /\d+ votes? *<\/p>/.test(text)).length,
    }
  }
  await wall.locator('[data-part=result]', { hasText: 'Nothing has been told yet' }).waitFor()
  expect((await told()).places.flat()).toEqual([])

  const steps = [
    ['Reveal step 1 of 4', '3rd place', 'Clear water'],
    ['Reveal step 2 of 4', '2nd place', 'Tidal power'],
    ['Reveal step 3 of 4', '1st place', 'Soft robots'],
  ] as const
  for (const [index, [button, place, title]] of steps.entries()) {
    await press(desk, button)
    const newest = wall.locator('[data-part=result] li').first()
    await newest.filter({ hasText: place }).filter({ hasText: title }).waitFor()
    const known = (await told()).places
    for (const places of known.slice(0, 2)) expect(places).not.toContain(String(2 - index))
  }
  await press(desk, 'Reveal step 4 of 4')
  await wall.locator('[data-part=result] li').first().filter({ hasText: 'Audience award' }).waitFor()
  await press(desk, 'Finish')
  await wall.locator('[data-part=now]', { hasText: 'The result' }).waitFor()
  // Whoever stands on the stage reads the same, also when it comes on only now.
  const podium = stageScreen.locator('[data-part=result] li')
  await podium.nth(3).waitFor()
  await stageScreen.reload()
  expect(await podium.allTextContents()).toEqual(
    await wall.locator('[data-part=result] li').allTextContents(),
  )
})

test('the winner’s own page shows the award, and nobody was asked anything by anybody else', async () => {
  const winner = at.entries.find(({ title }) => title.en === 'Soft robots')
  const [page] = await house.rows<{ slug: string; edition: string }>(
    `select project_public.slug, edition.slug as edition from project_public
     join edition on edition.id = edition_id where project_id = $1`,
    [winner?.projectId],
  )
  await plain.goto(`${base}/editions/${page?.edition}/projects/${page?.slug}`)
  expect(await plain.textContent('main')).toContain('First place, Final')
  expect(browser.foreign).toEqual([])
  expect(browser.errors).toEqual([])
  await database.close()
})
