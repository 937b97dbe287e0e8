import type { ComponentChildren } from 'preact'

export type AgendaRow = {
  key: string
  iso: string
  /** From–to on the clock of the place. */
  time: string
  title: ComponentChildren
  /** Who, where, in which language: those that are empty are left out. */
  meta?: readonly string[] | undefined
  /** Opens under the title. */
  more?: ComponentChildren
}

/** What follows what on a day. The time stays beside the title on a phone too: there is nothing to label. */
export const Agenda = ({ rows }: { rows: readonly AgendaRow[] }) => (
  <ol class="agenda">
    {rows.map(({ key, iso, time, title, meta = [], more }) => {
      const line = meta.filter((part) => part !== '').join(' · ')
      return (
        <li key={key}>
          <time datetime={iso}>{time}</time>
          <div>
            {more ? (
              <details>
                <summary>{title}</summary>
                {more}
              </details>
            ) : (
              <b>{title}</b>
            )}
            {line !== '' && <p>{line}</p>}
          </div>
        </li>
      )
    })}
  </ol>
)
