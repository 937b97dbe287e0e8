// The board of the draft at 500 people × 24 slots beside the same board at 60 × 24: what the server needs, how much it
// sends, and in a real browser how long until a key is answered, an aim is judged, and a move is done. Reports only.
import { gzipSync } from 'node:zlib'
import { Kysely, PostgresDialect } from 'kysely'
import { chromium } from 'playwright-core'
import { plus, systemNow } from '../kernel/time.ts'
import {
  type ArrangedMeetings,
  arrangeDraft,
  arrangeMeetings,
  arrangeWishes,
} from '../modules/meetings/timetable/arrange.fixtures.ts'
import { cpuMs, house, median, say, signIn } from './ground.ts'

const slots = 24
const rounds = Number(process.env.BENCH_ROUNDS ?? 7)
const home = await house()
const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: home.pool }) })

/** A day of meetings in its draft phase: each scholar wishes for four companies, and most of it is placed. */
async function arranged(people: number): Promise<ArrangedMeetings> {
  const now = systemNow()
  const scholars = Math.round(people * 0.7)
  const employers = people - scholars
  const tables = Math.ceil(people * 0.15)
  return database.transaction().execute(async (tx) => {
    const made = await arrangeMeetings(tx, {
      scholars,
      employers,
      slots,
      tables,
      startsAt: plus(now, { days: 7 }),
      phases: [
        plus(now, { days: -30 }),
        plus(now, { days: -20 }),
        plus(now, { days: -1 }),
        plus(now, { days: 6 }),
        plus(now, { days: 9 }),
      ],
    })
    const pairs = Array.from({ length: scholars * 4 }, (_, index) => {
      const scholar = Math.floor(index / 4)
      return [scholar, scholars + ((scholar * 7 + (index % 4) * 11) % employers)] as const
    }).filter(([a, b], index, all) => all.findIndex((each) => each[0] === a && each[1] === b) === index)
    await arrangeWishes(
      tx,
      made,
      pairs.map(([a, b], index) => [a, b, index % 9 === 0 ? 'must' : 'meet'] as const),
    )
    const taken = new Set<string>()
    const used = new Array<number>(slots).fill(0)
    const placed = pairs.flatMap(([a, b]) => {
      // The last slot stays empty, so that there is always somewhere to move to.
      const slot = used.findIndex(
        (count, each) =>
          each < slots - 1 && count < tables && !taken.has(`${a} ${each}`) && !taken.has(`${b} ${each}`),
      )
      if (slot < 0) return []
      taken.add(`${a} ${slot}`).add(`${b} ${slot}`)
      const table = used[slot] ?? 0
      used[slot] = table + 1
      return [[a, b, slot, table] as const]
    })
    await arrangeDraft(tx, made, placed)
    return made
  })
}

const boards = [
  { name: '60 people', at: await arranged(60) },
  { name: '500 people', at: await arranged(500) },
]
const cookie = await signIn(home, 'desk@bench.example', 'organiser')
const pathOf = (at: ArrangedMeetings) => `${home.origin}/en/console/events/${at.eventId}/meetings/timetable`

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
})
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
await context.addCookies(
  cookie.split('; ').map((each) => {
    const [name = '', ...rest] = each.split('=')
    return { name, value: rest.join('='), url: home.origin }
  }),
)

type Figures = Record<'server' | 'cpu' | 'whole' | 'packed' | 'shown' | 'aim' | 'move', number>
const measured: Figures[] = []
for (const { name, at } of boards) {
  const times: number[] = []
  const cpu: number[] = []
  let html = ''
  for (let round = 0; round < rounds + 1; round += 1) {
    const [began, before] = [performance.now(), cpuMs(home.child.pid)]
    const answer = await fetch(pathOf(at), { headers: { cookie } })
    html = await answer.text()
    if (answer.status !== 200) throw new Error(`the board answered ${answer.status}`)
    if (round === 0) continue // warm
    times.push(performance.now() - began)
    cpu.push(cpuMs(home.child.pid) - before)
  }
  const page = await context.newPage()
  const shown: number[] = []
  const aims: number[] = []
  const moves: number[] = []
  const told = page.locator('[data-told]')
  for (let round = 0; round < Math.min(5, rounds); round += 1) {
    const began = performance.now()
    await page.goto(pathOf(at))
    // Each round moves a meeting of another scholar, to the slot that nobody has yet.
    const chip = page.locator('tr:has(th:text("Li")) a.chip:first-child').nth(round * 4)
    await chip.focus()
    await page.keyboard.press('Enter')
    await told.filter({ hasText: 'Taken' }).waitFor()
    shown.push(performance.now() - began)
    const start = Number(await chip.evaluate((each) => each.closest('td')?.getAttribute('data-slot')))
    for (let slot = start; slot < slots - 1; slot += 1) {
      const pressed = performance.now()
      await page.keyboard.press('ArrowRight')
      aims.push(performance.now() - pressed)
    }
    const put = performance.now()
    await page.keyboard.press('Enter')
    await told.filter({ hasText: 'Moved' }).waitFor()
    moves.push(performance.now() - put)
  }
  await page.close()
  const found: Figures = {
    server: median(times),
    cpu: median(cpu),
    whole: html.length / 1024,
    packed: gzipSync(html).length / 1024,
    shown: median(shown),
    aim: median(aims),
    move: median(moves),
  }
  measured.push(found)
  say(
    `${name.padEnd(11)} server ${found.server.toFixed(0)} ms (${found.cpu.toFixed(0)} ms of the processor), ${found.whole.toFixed(0)} KiB (${found.packed.toFixed(0)} packed); browser: open to first key ${found.shown.toFixed(0)} ms, an aim ${found.aim.toFixed(0)} ms, a move ${found.move.toFixed(0)} ms`,
  )
}
const [small, large] = measured
if (small && large)
  say(
    `500 ÷ 60    ${(['cpu', 'whole', 'shown', 'aim', 'move'] as const).map((key) => `${key} ×${(large[key] / small[key]).toFixed(1)}`).join(', ')} (8.3 times the people)`,
  )
await browser.close()
await home.stop()
