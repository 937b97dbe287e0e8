import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'
import { as } from '../../tools/test/house.ts'

const house = await demoHouse()
const by = (email: string) => as(house.actors.get(`${email}@demo.example`) ?? { kind: 'visitor' })
const read = async (email: string, path: string) => {
  const answer = await house.app.request(path, { headers: by(email) })
  return { status: answer.status, text: await answer.text() }
}
const send = (email: string, path: string, form: Record<string, string>) =>
  house.app.request(path, {
    method: 'POST',
    headers: { ...by(email), origin: 'http://localhost' },
    body: new URLSearchParams(form),
  })

/** A record about the demo's scholar that both a witness and a verifier saw. */
const [record] = (
  await house.tx((tx) =>
    sql<{ id: string; verifier: string }>`select outcome.id, verifier.latin_family as verifier
      from outcome join person on person.id = person_id
        join outcome_entry as entry on entry.outcome_id = outcome.id and entry.body::jsonb ->> 'kind' = 'verified'
        join person as verifier on verifier.id = (entry.body::jsonb ->> 'by')::uuid
      where person.email = 'scholar@demo.example' and level = 'documented' and outcome.state = 'standing'
      order by entry.seq desc limit 1`.execute(tx),
  )
).rows
if (!record) throw new Error('the demo has one')

it('says to auditors and to whom it is about who vouched for a record', async () => {
  for (const [who, path] of [
    ['auditor', `/en/console/outcomes/${record.id}`],
    ['scholar', `/en/account/outcomes/${record.id}`],
  ] as const) {
    const { status, text } = await read(who, path)
    expect([status, new RegExp(`By [^<]*${record.verifier}`).test(text)], who).toEqual([200, true])
  }
  expect((await read('auditor', `/en/console/outcomes/${record.id}`)).text).toContain('Meng Yutong')
  expect((await read('boston', `/en/console/outcomes/${record.id}`)).status).toBe(404)
})

it('tells whom it is about why a dispute was decided as it was', async () => {
  const own = `/en/account/outcomes/${record.id}`
  expect((await send('scholar', own, { reason: 'The day is wrong.' })).status).toBe(303)
  const list = await read('scholar', '/en/account/outcomes')
  expect(list.text).toContain('Disputed')
  await send('organiser2', `/en/console/outcomes/${record.id}/decide`, {
    decision: 'rejected',
    reason: 'The contract has that day.',
  })
  const { text } = await read('scholar', own)
  expect(text).toContain('The day is wrong.')
  expect(text).toContain('The contract has that day.')
  expect(text).toContain('By Yu Haibo')
  // Done by the links of letters: whose turn it was, not the word for it.
  const [followed] = (
    await house.tx((tx) =>
      sql<{ id: string }>`select outcome_id as id from outcome_entry join outcome on outcome.id = outcome_id
        where person_id = (select id from person where email = 'scholar@demo.example')
          and body::jsonb ->> 'kind' in ('seen', 'reconfirmed', 'ended') limit 1`.execute(tx),
    )
  ).rows
  expect((await read('scholar', `/en/account/outcomes/${followed?.id}`)).text).toContain(
    'By the person it is about, by a letter’s link',
  )
})
