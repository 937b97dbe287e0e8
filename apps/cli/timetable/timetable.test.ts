import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { timetable } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'haigui-timetable-'))
afterEach(() => vi.restoreAllMocks())
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** What the command says about these lines: its exit code, the answers and the complaints. */
async function ask(lines: readonly unknown[], ...args: string[]) {
  const file = join(folder, 'problems.jsonl')
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  const [out, err]: [string[], string[]] = [[], []]
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const code = await timetable([file, ...args])
  return { code, answers: out.map((line) => JSON.parse(line)), complaints: err.join('') }
}

const two = {
  name: 'two',
  people: 4,
  slots: 2,
  tables: 1,
  wishes: [[1, 2, 5], [1, 3, 4], { a: 2, b: 4, must: true }],
  away: { 4: [2] },
}
const day = {
  name: 'day',
  participants: 4,
  tables: 2,
  slots: 2,
  meetings: [
    [1, 2, 3],
    [3, 4, 3],
    [1, 3, 3],
  ],
}

describe('timetables from the command line', () => {
  it('places what is worth most, with the bound of the linear programme beside it', async () => {
    const { code, answers } = await ask([two], '--mode', 'best', '--bound', '--steps', '20000')
    expect(code).toBe(0)
    expect(answers).toMatchObject([
      { name: 'two', status: 'optimal', slotOfWish: [2, 0, 1], tableOfWish: [1, 0, 1], bound: 6 },
    ])
    expect(answers[0].worth).toMatchObject({ placed: 2, musts: 1, weight: 6 })
    expect(answers[0].relaxed).toMatchObject({ musts: 1, weight: 6 })
    expect(answers[0].unplaced).toMatchObject([{ wish: 2 }])
    expect(answers[0].unplaced[0].reasons[0].text).toMatch(/^[A-Z].*\.$/)
  })

  it('places every meeting, and gives the same answer for the same seed and steps', async () => {
    const first = await ask([day], '--steps', '1000')
    vi.restoreAllMocks()
    const again = await ask([day], '--steps', '1000')
    expect(first.answers).toMatchObject([{ name: 'day', status: 'optimal', breaks: 0, bound: 0 }])
    expect(again.answers[0].slotOfMeeting).toEqual(first.answers[0].slotOfMeeting)
  })

  it('refuses a line with its number and answers the others', async () => {
    const { code, answers, complaints } = await ask(
      ['{', { ...two, tables: 'many' }, two],
      '--mode',
      'best',
      '--seconds',
      '1',
    )
    expect(code).toBe(65)
    expect(answers).toHaveLength(1)
    expect(complaints).toMatch(/line 1: .*JSON[\s\S]*line 2: /)
  })

  it('answers a day of very many people, most of whom meet nobody', async () => {
    const { code, answers } = await ask([{ ...day, participants: 300_000 }], '--seconds', '20')
    expect(code).toBe(0)
    expect(answers).toMatchObject([{ status: 'optimal', breaks: 0 }])
  })

  it('says once which names are no fields, and answers all the same', async () => {
    const slip = { ...day, forbiden: { 1: [1, 2] } }
    const { code, answers, complaints } = await ask([slip, slip], '--steps', '10')
    expect(code).toBe(0)
    expect(answers).toHaveLength(2)
    expect(complaints).toBe(
      'haigui: line 1: "forbiden" is no field of this format and was not read (said once)\n',
    )
  })

  it('writes what was found when it is stopped, looks at no further line, and says so by its code', async () => {
    setTimeout(() => {
      // The terminal and the program that started this one each send it.
      process.emit('SIGINT')
      process.emit('SIGINT')
    }, 400)
    const crowd = Array.from({ length: 900 }, (_, at) => [1 + (at % 30), 31 + ((at * 7) % 30), 1 + (at % 9)])
    const large = { name: 'large', people: 60, slots: 8, tables: 20, wishes: crowd }
    const { code, answers } = await ask([large, two], '--mode', 'best', '--seconds', '60')
    expect(code).toBe(130)
    expect(answers).toMatchObject([{ name: 'large', status: 'feasible' }])
    expect(answers[0].seconds).toBeLessThan(30)
  })

  it('says how it is used when it is misused', async () => {
    const { code, complaints } = await ask([two], '--mode', 'worst')
    expect(code).toBe(64)
    expect(complaints).toContain('--mode has to be one of: all, best')
    vi.restoreAllMocks()
    const many = await ask([two], '--threads', '1000')
    expect(many.code).toBe(64)
    expect(many.complaints).toContain('--threads has to be a whole number from 1 to 64, not "1000"')
  })
})
