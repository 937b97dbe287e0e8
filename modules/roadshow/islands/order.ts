import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'

type Words = { moved: string; failed: string }

/** The order by mouse, touch and keys: dragged or moved by its buttons, without leaving the page. */
export function start(root: HTMLElement): void {
  const words = JSON.parse(root.dataset.words ?? '{}') as Words // written by our own page
  const list = root.querySelector('ol')
  const told = root.querySelector('[data-told]')
  if (!list || !told) return
  const lines = () => [...list.querySelectorAll<HTMLElement>(':scope > li')]
  const idOf = (line: HTMLElement) => line.dataset.entry ?? ''

  /** The buttons tell where they would move their line to; after a move every line stands elsewhere. */
  const count = () => {
    const all = lines()
    for (const [index, line] of all.entries()) {
      const [up, down] = line.querySelectorAll<HTMLButtonElement>('button[name=position]')
      if (!up || !down) continue
      up.value = String(index)
      up.disabled = index === 0
      down.value = String(index + 2)
      down.disabled = index === all.length - 1
    }
  }

  const send = async (line: HTMLElement, before: readonly HTMLElement[]) => {
    count()
    const body = new URLSearchParams(lines().map((each) => ['entry', idOf(each)]))
    const answer = await fetch(root.dataset.action ?? '', { method: 'POST', body, redirect: 'manual' }).catch(
      () => null,
    )
    // Sent on is done; anything else left it as it was.
    if (answer?.type === 'opaqueredirect') {
      const place = lines().indexOf(line) + 1
      told.textContent = words.moved
        .replace('{title}', line.dataset.title ?? '')
        .replace('{place}', String(place))
      return
    }
    list.replaceChildren(...before)
    count()
    told.textContent = words.failed
  }

  const place = (line: HTMLElement, at: number) => {
    const before = lines()
    const rest = before.filter((each) => each !== line)
    const index = Math.max(0, Math.min(rest.length, at))
    if (before.indexOf(line) === index) return
    list.insertBefore(line, rest[index] ?? null)
    void send(line, before)
  }

  list.addEventListener('submit', (event) => {
    const button = event.submitter
    const line = button?.closest('li')
    if (!(button instanceof HTMLButtonElement) || button.name !== 'position' || !line) return
    event.preventDefault()
    const up = button === line.querySelector('button[name=position]')
    place(line, lines().indexOf(line) + (up ? -1 : 1))
    // At an end the button is spent: the other one of the same line goes on.
    if (button.disabled) line.querySelector<HTMLButtonElement>('button[name=position]:enabled')?.focus()
    else button.focus()
  })

  for (const line of lines()) {
    draggable({
      element: line,
      getInitialData: () => ({ entry: idOf(line) }),
      onDragStart: () => line.classList.add('held'),
      onDrop: () => line.classList.remove('held'),
    })
    dropTargetForElements({
      element: line,
      onDragEnter: () => line.classList.add('aim'),
      onDragLeave: () => line.classList.remove('aim'),
      onDrop: ({ source }) => {
        line.classList.remove('aim')
        const moved = lines().find((each) => idOf(each) === source.data.entry)
        if (moved && moved !== line) place(moved, lines().indexOf(line))
      },
    })
  }
  root.dataset.ready = 'true'
}
