import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { compileWords } from '#kernel/i18n'
import { plainDate } from '#kernel/time'
import { decideDispute, disputeOutcome, stateOutcome } from '#modules/outcomes'
import { openKeys } from '#platform/keys'
import { catalogues } from '../../locales/index.ts'
import { testDatabase } from '../../tools/test/database.ts'
import { anEditionWithPeople } from '../outcomes/arrange.fixtures.ts'
import { hearOutcomes, letterToWitness } from './hear-outcomes.ts'

const db = await testDatabase({ at: '2019-09-01T08:00:00Z' })
const people = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const tell = hearOutcomes({
  words: compileWords(catalogues),
  keys: openKeys('a secret of the tests that is long enough'),
  origin: 'https://summit.example',
}).find(({ name }) => name === 'messaging.tell_decision')
if (!tell) throw new Error('decisions are told')

test('whom a record is about learns how their dispute was decided, why and where to read it, once', async () => {
  const { outcome } = await db.use(people.lead).run(stateOutcome, {
    editionId: people.editionId,
    stationId: people.london,
    personId: people.scholar.personId,
    title: 'A post taken up',
    organisation: '',
    happenedOn: plainDate('2019-06-01'),
    terms: { type: 'post', form: 'full_time' },
  })
  const decide = async (upheld: boolean, reason: string) => {
    await db.use(people.scholar).run(disputeOutcome, { outcomeId: outcome.id, reason: 'Not so.' })
    await db.use(people.organiser).run(decideDispute, { outcomeId: outcome.id, upheld, reason })
    const told = (await db.facts()).filter(({ name }) => tell.hears?.includes(name)).at(-1)
    const input = tell.input.parse({ fact: told?.name, payload: told?.payload })
    // A queue may deliver twice.
    await tell.run(db.use(system('test')), input)
    await tell.run(db.use(system('test')), input)
  }
  await decide(false, 'The contract says so.')
  await decide(true, 'The employer denies it.')
  const letters = await db.tx((tx) =>
    sql<{ to: string; text: string }>`select to_address as "to", body_text as text from mail
      where kind = 'outcome_decision' order by created_at`.execute(tx),
  )
  const own = `https://summit.example/en/account/outcomes/${outcome.id}`
  expect(letters.rows.map(({ to }) => to)).toEqual(['scholar@example.org', 'scholar@example.org'])
  expect(letters.rows[0]?.text).toMatch(/stands as it is[\s\S]*The contract says so\./)
  expect(letters.rows[0]?.text).toContain(own)
  expect(letters.rows[1]?.text).toMatch(/is withdrawn[\s\S]*The employer denies it\./)
})

test('a mailbox outside is sent each checkpoint once, to the letter, with what to do with it in both languages', async () => {
  const origin = 'https://summit.example'
  const send = letterToWitness({ words: compileWords(catalogues), origin })
  const note = 'summit.example/ledger\n12\nAAAA\n\n— summit.example/ledger BBBB\n'
  // What is tried again makes no second letter.
  for (const _try of [1, 2]) await send(db.use(system('test')), { to: 'keeper@example.net', size: 12, note })
  const { rows } = await db.tx((tx) =>
    sql<{
      text: string
      html: string
      subject: string
    }>`select body_text as text, body_html as html, subject from mail
      where to_address = 'keeper@example.net'`.execute(tx),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.text).toContain(`\n\n${note.trimEnd()}\n\n`)
  expect(rows[0]?.html).toContain('summit.example/ledger\n12\nAAAA\n\n— summit.example/ledger BBBB')
  expect(rows[0]?.text).toMatch(
    /Keep this letter[\s\S]*请保存此邮件[\s\S]*https:\/\/summit\.example\/en\/verify/,
  )
  expect(rows[0]?.subject).toContain('12')
})
