import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import type { BoardData } from '../pages/board-data.ts'
import { judge, tableIn } from '../rules/board.ts'
import { type Aim, draftOf, fill } from './judge.ts'

type Held = { chip: HTMLElement; wish: number; from: HTMLElement; aim: HTMLElement }

/** Takes, aims and puts down meetings of the draft by mouse and by keys; each aim says at once what it would break. */
export function start(root: HTMLElement): void {
  const data = JSON.parse(root.dataset.boardData ?? 'null') as BoardData | null // written by our own page
  const told = root.querySelector('[data-told]')
  if (!data || !told) return
  const draft = draftOf(data)
  const word = (key: string, values: Record<string, string> = {}) => fill(data.words[key] ?? key, values)
  let held: Held | null = null

  const cellOf = (element: Element) => element.closest<HTMLElement>('td[data-slot]')
  const rowOf = (element: Element) => element.closest<HTMLElement>('tr[data-row]')?.dataset.row
  const meetingOf = (wish: number) => {
    const { a = 0, b = 0 } = data.wishes[wish] ?? {}
    return word('two', { one: data.people[a]?.label ?? '', other: data.people[b]?.label ?? '' })
  }

  /** Where a cell would put the meeting: its slot, and its own table or the best that will do. Null where it never goes. */
  const aimOf = (wish: number, cell: HTMLElement): Aim | null => {
    const slot = Number(cell.dataset.slot)
    if (data.view === 'tables') {
      const table = data.tables.findIndex(({ id }) => id === rowOf(cell))
      return table < 0 ? null : { wish, slot, table }
    }
    const person = data.people.findIndex(({ id }) => id === rowOf(cell))
    const it = data.wishes[wish]
    return it && (it.a === person || it.b === person)
      ? { wish, slot, table: tableIn(draft, wish, slot) }
      : null
  }

  const sentence = (aim: Aim): { text: string; broken: boolean } => {
    const judged = judge(draft, aim)
    const place = { slot: data.slots[aim.slot]?.label ?? '', table: data.tables[aim.table]?.label ?? '' }
    if (judged.broken.length > 0) {
      const why = judged.broken.map(({ about, with: facts }) =>
        word(`breaks_${about}`, { who: data.people[facts.person ?? -1]?.label ?? '' }),
      )
      return { text: [word('board_refused', place), ...new Set(why)].join(word('between')), broken: true }
    }
    const worse = judged.warned.map((warning) => word(`warns_${warning}`))
    return { text: [word('board_over', place), ...worse].join(word('between')), broken: false }
  }

  const mark = (cell: HTMLElement | null, look: 'aim' | 'bad' | '') => {
    for (const old of root.querySelectorAll('td.aim, td.bad')) old.classList.remove('aim', 'bad')
    if (cell && look) cell.classList.add(look)
  }
  const say = (text: string) => {
    told.textContent = text
  }
  const aimAt = (wish: number, cell: HTMLElement) => {
    const aim = aimOf(wish, cell)
    if (!aim) {
      mark(cell, 'bad')
      say(word('board_not_here'))
      return
    }
    const { text, broken } = sentence(aim)
    mark(cell, broken ? 'bad' : 'aim')
    say(text)
  }

  /** Sends a change of one meeting; the page that comes back takes this one's place, and the focus stays where it was. */
  const send = async (
    wish: number,
    path: string,
    fields: Record<string, string>,
    done: string,
    row?: string,
  ) => {
    const it = data.wishes[wish]
    if (!it) return
    say(word('board_sending'))
    const answer = await fetch(`${data.moves}/${data.people[it.a]?.id}/${data.people[it.b]?.id}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, at: location.search.slice(1) }),
    }).catch(() => null)
    const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page?.querySelector<HTMLElement>('main')
    const next = fresh?.querySelector<HTMLElement>('[data-board]')
    if (!answer?.ok || !fresh || !next) return say(word('board_failed'))
    history.replaceState(null, '', answer.url)
    document.querySelector('main')?.replaceWith(fresh)
    start(next)
    next.querySelector<HTMLElement>(`tr[data-row="${row}"] [data-wish="${wish}"]`)?.focus()
    const line = next.querySelector('[data-told]')
    if (line) line.textContent = done
  }

  const put = (wish: number, cell: HTMLElement) => {
    const aim = aimOf(wish, cell)
    if (!aim) return say(word('board_not_here'))
    const { text, broken } = sentence(aim)
    if (broken) return say(text)
    const [slot, table] = [data.slots[aim.slot], data.tables[aim.table]]
    if (!slot || !table) return
    const done = word('board_moved', { slot: slot.label, table: table.label, meeting: meetingOf(wish) })
    void send(wish, '', { place: `${slot.id} ${table.id}` }, done, rowOf(cell))
  }

  const pin = (wish: number, chip: HTMLElement) => {
    const is = data.pinned[wish] === 1
    const done = word(is ? 'board_unpinned' : 'board_pinned', { meeting: meetingOf(wish) })
    void send(wish, '/pin', { pinned: is ? '' : 'yes', board: 'yes' }, done, rowOf(chip))
  }

  const letGo = (text: string) => {
    held?.chip.classList.remove('held')
    held = null
    mark(null, '')
    say(text)
  }

  /** The next cell in that direction; rows change only where a row is a table. */
  const neighbour = (cell: HTMLElement, key: string): HTMLElement | null => {
    const row = cell.parentElement
    const at = Number(cell.dataset.slot)
    const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0
    if (step !== 0) return row?.querySelector(`td[data-slot="${at + step}"]`) ?? null
    if (data.view === 'people') return null
    const other = key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling
    return other?.querySelector(`td[data-slot="${at}"]`) ?? null
  }

  const onKey = (event: KeyboardEvent, chip: HTMLElement, wish: number) => {
    const from = cellOf(chip)
    if (!from) return
    if (!held) {
      if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault()
        pin(wish, chip)
        return
      }
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      held = { chip, wish, from, aim: from }
      chip.classList.add('held')
      mark(from, 'aim')
      say(word('board_taken', { meeting: meetingOf(wish) }))
      return
    }
    if (event.key === 'Escape' || event.key === 'Tab') return letGo(word('board_kept'))
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const { aim } = held
      if (aim === from) return letGo(word('board_kept'))
      put(wish, aim)
      return
    }
    if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    const next = neighbour(held.aim, event.key)
    if (!next) return
    held.aim = next
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    aimAt(wish, next)
  }

  const chipOf = (event: Event) =>
    (event.target as Element | null)?.closest<HTMLElement>('[data-wish]') ?? null // events of our own board
  root.addEventListener('keydown', (event) => {
    const chip = chipOf(event)
    if (chip) onKey(event, chip, Number(chip.dataset.wish))
  })
  for (const chip of root.querySelectorAll<HTMLElement>('[data-wish]'))
    draggable({
      element: chip,
      getInitialData: () => ({ wish: Number(chip.dataset.wish) }),
      onDragStart: () => chip.classList.add('held'),
      onDrop: () => chip.classList.remove('held'),
    })
  for (const cell of root.querySelectorAll<HTMLElement>('td[data-slot]'))
    dropTargetForElements({
      element: cell,
      canDrop: ({ source }) => typeof source.data.wish === 'number',
      onDragEnter: ({ source }) => aimAt(Number(source.data.wish), cell),
      onDragLeave: () => mark(null, ''),
      onDrop: ({ source }) => {
        mark(null, '')
        put(Number(source.data.wish), cell)
      },
    })
}
