import { expect, test } from 'vitest'
import { newId } from '#kernel/ids'
import { plus } from '#kernel/time'
import { insertOrganisation } from '#modules/programme'
import { testHouse } from '../../../tools/test/house.ts'
import { arrangeProjects, at } from '../arrange.fixtures.ts'
import { agreeToShow } from './commands.ts'
import { namedToken, readNamed, readShownToUs } from './named.ts'

const house = await testHouse({ at })
const { founder, shown } = await arrangeProjects(house.db)
const [fund, rival] = ['fund', 'rival'].map((name) => ({
  id: newId<'organisation'>(),
  name: { en: name, zh: '' },
  country: 'GB',
  ror: null,
  url: `https://www.${name}.example`,
  madeUp: true,
}))
if (!fund || !rival) throw new Error('two were made')
await house.db.tx(async (tx) => {
  await insertOrganisation(tx, fund)
  await insertOrganisation(tx, rival)
})
const owner = await founder()
const agreed = [
  { field: 'summary' as const, recipient: 'public' as const },
  { field: 'body' as const, recipient: `organisation:${fund.id}` as const },
  { field: 'deck' as const, recipient: `organisation:${fund.id}` as const },
]
const projectId = await shown(owner, agreed)
const read = async (token: string, more = '') => {
  const answer = await house.app.request(`/en/project-view/${token}${more}`)
  return { status: answer.status, html: await answer.text() }
}

test('a signed link shows one organisation what was agreed to for it, until it is over or taken back', async () => {
  const token = namedToken(house.keys, { projectId, organisationId: fund.id }, house.clock.now())
  const seen = await read(token)
  expect(seen.status).toBe(200)
  expect(seen.html).toContain('SECRET BODY')
  expect(seen.html).toContain('noindex')
  expect(
    (await read(namedToken(house.keys, { projectId, organisationId: rival.id }, house.clock.now()))).status,
  ).toBe(404)
  expect((await read(`${token}x`)).status).toBe(410)
  expect(
    (
      await read(
        namedToken(
          house.keys,
          { projectId, organisationId: fund.id },
          plus(house.clock.now(), { days: -91 }),
        ),
      )
    ).status,
  ).toBe(410)
  const { view } = await house.db.use(owner).ask(readNamed, { projectId, organisationId: fund.id })
  const deck = view.content.files.find(({ kind }) => kind === 'deck')
  expect((await read(token, `/files/${newId()}`)).status).toBe(404)
  expect(deck).toBeDefined()
  await house.db.use(owner).run(agreeToShow, { projectId, shown: agreed.slice(0, 1) })
  expect((await read(token)).status).toBe(404)
  await house.db.use(owner).run(agreeToShow, { projectId, shown: agreed })
})

test('whoever signs in with an address of its domain finds it without a link, and nobody else does', async () => {
  const listed = async (email: string) =>
    (await house.db.use(await founder(email)).ask(readShownToUs, {})).flatMap(({ views }) =>
      views.map(({ projectId: id, content }) => [id, content.body.en]),
    )
  expect(await listed('wei@fund.example')).toEqual([[projectId, 'SECRET BODY']])
  expect(await listed('wei@rival.example')).toEqual([])
  expect(await listed('wei@notfund.example')).toEqual([])
})
