import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { system } from '#kernel/access'
import { instant, plus } from '#kernel/time'
import { openFiles, sweepOf } from '#platform/files'
import { ageFiles } from '../tools/test/age.ts'
import { demoHouse } from '../tools/test/demo-house.ts'
import { as } from '../tools/test/house.ts'
import { lookEverywhere } from '../tools/test/walk.ts'
import { filesOf } from './files.ts'
import { holders } from './holders.ts'

const house = await demoHouse()
const files = await filesOf(house)
const owner = new pg.Client({ connectionString: house.url })
await owner.connect()
afterAll(() => owner.end())
const machine = house.cases.as({ actor: system('files.sweep'), door: 'job', requestId: 'test' })

const lying = async () => {
  const found = new Set<string>()
  for await (const { hash } of files.list('kept')) found.add(hash)
  return found
}
const heldOf = (hashes: readonly string[]) =>
  house.tx(async (tx) => {
    const found = new Set<string>()
    for (const { held } of holders) for (const hash of await held(tx, hashes)) found.add(hash)
    return found
  })
/** As if everything had come long ago: set aside, and gone a day later. */
async function sweepTwice() {
  ageFiles(`${house.folder}/files`, instant('2026-01-01T00:00:00Z'))
  const sweep = sweepOf({ files, holders })
  await sweep.run(machine, undefined)
  house.clock.set(plus(house.clock.now(), { hours: 25 }))
  await sweep.run(machine, undefined)
}

/** Where the hash of a file stands without holding its bytes: texts that are kept as they were said. */
const sayOnly = [
  // The ledger proves which bytes were evidence, also once they are gone.
  'public.outcome_entry.body',
  'public.outcome_entry_personal.data',
  // What is drawn for an audience or a judge is made from files that the project or its frozen passport holds.
  'public.project_view.content',
  'public.project_public.content',
  'public.round_file.content',
]

it('every column in which the hash of a stored file stands is held by a module, or says why not', async () => {
  const hashes = [...(await lying())]
  const found = await lookEverywhere(house.db, owner, null, hashes)
  const places = [...new Set(found.map(({ where }) => where))].filter((place) => !sayOnly.includes(place))
  expect(places.sort()).toEqual([
    'public.outcome_evidence.file_hash',
    'public.project_file.hash',
    'public.project_frozen.content',
  ])
  expect(await heldOf(hashes)).toEqual(new Set(hashes))
})

it('the paper of a signing is held; bytes of a form that was refused are nobody’s and go, those of one that went through stay', async () => {
  const outcome = await house.tx((tx) =>
    sql<{ id: string }>`select outcome.id from outcome join station on station.id = station_id
      where slug = 'london' and state = 'standing' limit 1`.execute(tx),
  )
  const actor = house.actors.get('london@demo.example')
  if (!actor) throw new Error('the demo has a lead')
  const before = await lying()
  const show = async (name: string, content: string) => {
    const body = new FormData()
    body.set('name', name)
    body.set('file', new File([`%PDF-1.7 ${content}`], 'paper.pdf', { type: 'application/pdf' }))
    const answer = await house.app.request(`/en/console/outcomes/${outcome.rows[0]?.id}/evidence`, {
      method: 'POST',
      headers: { ...as(actor), origin: 'http://localhost' },
      body,
    })
    return answer.status
  }
  expect(await show('', 'a paper without a name')).toBe(422)
  const refused = [...(await lying())].filter((hash) => !before.has(hash))
  expect(await show('A signed copy', 'a paper with a name')).toBe(303)
  const shown = [...(await lying())].filter((hash) => !before.has(hash) && !refused.includes(hash))
  const paper = await files.put(new TextEncoder().encode('%PDF-1.7 signed by both'))
  await house.tx((tx) =>
    sql`update outcome_signing_side set document_hash = ${paper}
      where id = (select id from outcome_signing_side where signed_at is not null order by id limit 1)`.execute(
      tx,
    ),
  )
  expect([refused, shown].map((each) => each.length)).toEqual([1, 1])
  await sweepTwice()
  expect(await lying()).toEqual(new Set([...before, ...shown, paper]))
  for (const hash of refused) expect(await files.has(hash)).toBe(false)
})

it('a house that shares its folder with another by mistake takes back what the other set aside', async () => {
  const all = await lying()
  const stranger = sweepOf({ files: await openFiles({ folder: `${house.folder}/files` }), holders: [] })
  ageFiles(`${house.folder}/files`, instant('2026-01-01T00:00:00Z'))
  await stranger.run(machine, undefined)
  expect(await lying()).toEqual(new Set())
  await sweepOf({ files, holders }).run(machine, undefined)
  expect(await lying()).toEqual(all)
})
