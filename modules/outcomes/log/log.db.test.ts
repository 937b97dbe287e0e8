import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { system } from '#kernel/access'
import { plainDate, plus } from '#kernel/time'
import { migrate, migrationNames, openDatabase } from '#platform/db'
import { openKeys } from '#platform/keys'
import { publish } from '#platform/publish'
import { createDatabase, dropDatabase, withDatabase } from '../../../platform/db/embedded/index.ts'
import { testDatabase } from '../../../tools/test/database.ts'
import { anEditionWithPeople } from '../arrange.fixtures.ts'
import { correctOutcome, stateOutcome } from '../commands.ts'
import { beginning, hashOf } from './chain.ts'
import { checkExport } from './check-export.ts'
import { logName, logReader, makeCheckpoint, proveConsistency, proveEntry, readLog } from './commands.ts'
import { exportLog } from './export.ts'
import { jobs } from './jobs.ts'
import { nodePorts } from './node-ports.ts'
import { fromBase64, readNote } from './note.ts'
import { inclusionProof, rootAt } from './proof.ts'
import { tree } from './seal.ts'
import { leafOf } from './store.ts'
import { isConsistent, isIncluded } from './tree.ts'
import { verifyLog } from './verify.ts'
import { sendWitnessAgain } from './witness/commands.ts'

const db = await testDatabase({ at: '2019-08-01T08:00:00Z' })
const cast = await db.tx((tx) => anEditionWithPeople(tx, db.clock.now()))
const keys = openKeys('a secret of the ledger tests')
const ports = { keys, origin: 'https://summit.example' }
const owner = new pg.Client({ connectionString: db.url })
await owner.connect()
afterAll(() => owner.end())

const asSystem = db.use(system('test'))
const whole = () => db.tx(async (tx) => verifyLog(tx, (await keys.publicKeys(tx, 'ledger')).values()))
const state = (title: string) =>
  db.use(cast.lead).run(stateOutcome, {
    editionId: cast.editionId,
    stationId: cast.london,
    personId: cast.scholar.personId,
    terms: { type: 'post', form: 'full_time' },
    title,
    organisation: 'X',
    happenedOn: plainDate('2019-07-20'),
  })
const bytesOf = (text: string) => fromBase64(text) ?? new Uint8Array()

beforeAll(async () => {
  for (let index = 0; index < 300; index += 1) await state(`Post ${index}`)
})

describe('the log', () => {
  const tiles = async () => {
    const found = await db.tx((tx) =>
      sql<{ level: number; n: number }>`select level, count(*)::int as n from outcome_ledger_tile
        group by 1 order by 1`.execute(tx),
    )
    return found.rows
  }

  it('is whole after three hundred commands, and its tree is drawn no further than its last checkpoint', async () => {
    expect(await whole()).toMatchObject({ entries: 300, fault: null })
    expect(await tiles()).toEqual([])
  })

  it('proves an entry, and one head to begin another, also where nothing is drawn yet', async () => {
    await db.tx(async (tx) => {
      const root = await rootAt(tx, 300)
      for (const seq of [1, 256, 300]) {
        const leaf = await leafOf(tx, seq)
        const proof = await inclusionProof(tx, seq, 300)
        const asked = { leaf: leaf ?? new Uint8Array(), index: seq - 1, size: 300, proof, root }
        expect(isIncluded(tree, asked), String(seq)).toBe(true)
      }
    })
  })

  it('is signed when there is something new, and only then', async () => {
    const first = await asSystem.run(makeCheckpoint(ports), {})
    expect(first).toMatchObject({ size: 300 })
    expect(await asSystem.run(makeCheckpoint(ports), {})).toBeNull()
    expect((await whole()).checkpoints).toBe(1)
    expect(await tiles()).toEqual([
      { level: 4, n: 18 },
      { level: 8, n: 1 },
    ])
  })

  it('proves every entry under a checkpoint to a visitor, and an older head under a newer one', async () => {
    for (let index = 0; index < 30; index += 1) await state(`Later ${index}`)
    await asSystem.run(makeCheckpoint(ports), {})
    const visitor = db.use(cast.visitor)
    for (const seq of [1, 2, 255, 256, 257, 300, 330]) {
      const { leafHash, size, proof, checkpoint } = await visitor.ask(proveEntry, { seq })
      const root = readNote(checkpoint)?.root ?? new Uint8Array()
      const asked = { leaf: bytesOf(leafHash), index: seq - 1, size, proof: proof.map(bytesOf), root }
      expect(isIncluded(tree, asked), String(seq)).toBe(true)
    }
    const { proof } = await visitor.ask(proveConsistency, { first: 300, second: 330 })
    const [firstRoot, secondRoot] = await db.tx(async (tx) => [await rootAt(tx, 300), await rootAt(tx, 330)])
    const heads = { first: 300, second: 330, firstRoot, secondRoot, proof: proof.map(bytesOf) }
    expect(isConsistent(tree, heads as Parameters<typeof isConsistent>[1])).toBe(true)
    const { checkpoints } = await visitor.ask(readLog(ports), {})
    expect(checkpoints.map(({ size }) => size)).toEqual([330, 300])
  })

  it('goes out as an export that passes with the public key alone', async () => {
    const [key = ''] = (await asSystem.ask(readLog(ports), {})).keys
    async function* bytes() {
      for await (const piece of exportLog(logReader(asSystem), logName(ports.origin)))
        yield Buffer.from(piece)
    }
    expect(await checkExport(bytes(), key, nodePorts)).toMatchObject({
      entries: 330,
      checkpoints: 2,
      fault: null,
    })
  })

  it('is not touched by erasing whom it is about: every proof stays', async () => {
    const before = await whole()
    await db.tx((tx) => sql`delete from outcome_entry_personal`.execute(tx))
    expect(await whole()).toEqual(before)
  })

  it('cannot be changed by the product, and shows at which entry its database was', async () => {
    const changing = db.tx((tx) => sql`update outcome_entry set body = '{}' where seq = 7`.execute(tx))
    await expect(changing).rejects.toThrow(/permission denied/)
    await owner.query('alter table outcome_entry disable trigger outcome_entry_stays')
    const { rows } = await owner.query('select body from outcome_entry where seq = 7')
    const body: string = rows[0].body
    const bent = body.replace('"level":"stated"', '"level":"statee"')
    const set = (text: string) => owner.query('update outcome_entry set body = $1 where seq = 7', [text])
    await set(bent)
    expect((await whole()).fault).toEqual({ fault: 'changed', seq: 7 })
    // Whoever changes the leaf with it meets the first root that was signed.
    await owner.query(
      "update outcome_entry set leaf_hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8')) where seq = 7",
    )
    expect((await whole()).fault).toEqual({ fault: 'root', size: 300 })
    await set(body)
    await owner.query(
      "update outcome_entry set leaf_hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8')) where seq = 7",
    )
    await owner.query('alter table outcome_entry enable trigger outcome_entry_stays')
    expect((await whole()).fault).toBeNull()
  })

  it('is signed with a key of this installation, or the checkpoint is no good', async () => {
    const other = openKeys('another secret altogether')
    const { rows } = await owner.query('select note from outcome_checkpoint where size = 300')
    const note: string = rows[0].note
    const forged = note.replace(/— (\S+) (\S+)/, (_all, name, text) => {
      const bytes = Buffer.from(text, 'base64')
      bytes[20] = (bytes[20] ?? 0) ^ 1
      return `— ${name} ${bytes.toString('base64')}`
    })
    await owner.query('update outcome_checkpoint set note = $1 where size = 300', [forged])
    expect((await whole()).fault).toEqual({ fault: 'signature', size: 300 })
    await owner.query('update outcome_checkpoint set note = $1 where size = 300', [note])
    expect(other.derive('x')).not.toBe(keys.derive('x'))
  })
})

describe('witnesses', () => {
  it('get each checkpoint; one that is away gets it later, and what became of it is on record', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haigui-witness-'))
    const heard: string[] = []
    const letters: string[] = []
    let away = true
    const server = createServer((request, response) => {
      if (away) {
        response.writeHead(503).end()
        return
      }
      request.on('data', (piece) => heard.push(String(piece)))
      request.on('end', () => response.writeHead(204).end())
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
    const [, witness] = jobs({
      ...ports,
      witnesses: [`file://${folder}`, url, 'mailto:witness@example.org'],
      publish,
      letter: async (_use, { to, size, note }) => {
        letters.push(`${to} ${size} ${note.length > 100}`)
      },
    })
    const run = (input: object) => witness?.run(asSystem, input as never)
    await run({ payload: { size: 330 } })
    expect(readFileSync(join(folder, 'checkpoint-330.txt'), 'utf8')).toContain('summit.example/ledger\n330\n')
    const states = async () =>
      (
        await db.tx((tx) =>
          sql<{ state: string; attempts: number; answer: string }>`select state, attempts, answer
            from outcome_witness order by target`.execute(tx),
        )
      ).rows
    expect(await states()).toEqual([
      { state: 'done', attempts: 1, answer: 'written' },
      { state: 'queued', attempts: 1, answer: 'the address answered 503' },
      { state: 'done', attempts: 1, answer: '' },
    ])
    expect(letters).toEqual(['witness@example.org 330 true'])
    away = false
    await run({})
    expect(heard).toEqual([])
    db.clock.set(plus(db.clock.now(), { minutes: 2 }))
    await run({})
    expect(heard.join()).toContain('summit.example/ledger')
    expect((await states())[1]).toEqual({ state: 'done', attempts: 2, answer: '204' })
    await owner.query("update outcome_witness set state = 'failed', attempts = 7 where answer = '204'")
    const { rows } = await owner.query<{ id: string }>("select id from outcome_witness where answer = '204'")
    const failed = { id: String(rows[0]?.id) }
    await expect(db.use(cast.lead).run(sendWitnessAgain, failed)).rejects.toThrow('kernel.not_found')
    await expect(db.use(cast.auditor).run(sendWitnessAgain, failed)).rejects.toThrow('kernel.forbidden')
    await db.use(cast.organiser).run(sendWitnessAgain, failed)
    expect((await states())[1]).toMatchObject({ state: 'queued', attempts: 0 })
    await expect(db.use(cast.organiser).run(sendWitnessAgain, failed)).rejects.toThrow('delivery_not_failed')
    await run({})
    expect((await states())[1]).toEqual({ state: 'done', attempts: 1, answer: '204' })
    server.close()
    rmSync(folder, { recursive: true })
  })
})

describe('entries from before the Merkle log', () => {
  it('keep their chain and get their leaves, also where the owner is no superuser', async () => {
    const server = inject('postgres')
    const name = `old_${randomBytes(5).toString('hex')}`
    const role = `owner_${name}`
    await createDatabase(server, name)
    const superuser = new pg.Client({ connectionString: withDatabase(server, name) })
    await superuser.connect()
    await superuser.query(`create role ${role} login noinherit nosuperuser nobypassrls password 'x'`)
    await superuser.query(`grant haigui_app to ${role}`)
    await superuser.query(`alter database ${name} owner to ${role}`)
    await superuser.query(`grant all on schema public to ${role}`)
    const url = new URL(withDatabase(server, name))
    url.username = role
    url.password = 'x'
    const old = migrationNames().filter((each) => each < '0110')
    await migrate(url.href, old)
    await superuser.query('set role haigui_app')
    await superuser.query("select set_config('haigui.scope', 'all', false)")
    let hash = beginning
    for (let seq = 1; seq <= 600; seq += 1) {
      const body = `{"old":${seq},"says":"记录"}`
      const next = hashOf(seq, hash, body)
      await superuser.query(
        `insert into outcome_entry (seq, id, outcome_id, at, body, previous_hash, hash)
         values ($1, $2, $2, now(), $3, $4, $5)`,
        [seq, randomUUID(), body, hash, next],
      )
      hash = next
    }
    await superuser.query('update outcome_ledger_head set seq = 600, hash = $1', [hash])
    await migrate(url.href)
    const database = openDatabase(withDatabase(server, name), { max: 2, name: 'old' })
    const verify = () => database.transact(system('test'), 'actor', (tx) => verifyLog(tx, []))
    expect(await verify()).toMatchObject({ entries: 600, fault: null })
    const people = await database.transact(system('test'), 'actor', (tx) =>
      anEditionWithPeople(tx, db.clock.now()),
    )
    const { useCases } = await import('#platform/usecases')
    const use = useCases(database, db.clock, async () => {}).as({
      actor: people.lead,
      door: 'web',
      requestId: 'x',
    })
    const facts = {
      title: 'A new post',
      organisation: '',
      happenedOn: plainDate('2019-07-20'),
      terms: { type: 'post', form: 'full_time' } as const,
    }
    const { outcome } = await use.run(stateOutcome, {
      ...facts,
      editionId: people.editionId,
      stationId: people.london,
    })
    await use.run(correctOutcome, { ...facts, outcomeId: outcome.id, reason: 'a word', title: 'Another' })
    expect(await verify()).toMatchObject({ entries: 602, fault: null })
    await superuser.query('reset role')
    await superuser.query('alter table outcome_entry disable trigger outcome_entry_stays')
    await superuser.query("update outcome_entry set previous_hash = repeat('a', 64) where seq = 300")
    expect((await verify()).fault).toEqual({ fault: 'broken_link', seq: 300 })
    await database.close()
    await superuser.end()
    await dropDatabase(server, name)
  })
})
