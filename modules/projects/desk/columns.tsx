import { displayName } from '#kernel/names'
import { dateIn } from '#kernel/time'
import type { Visit } from '#platform/http'
import { Badge, type Column, Day, Said } from '#ui'
import type { Project, ProjectState } from '../model.ts'
import { StateBadge } from '../parts.tsx'
import type { Queue } from './queries.ts'

type Row = Queue['rows'][number]

/** What the queue says of each project. A column that would be empty is left out: the titles need the room. */
export function columnsOf(
  visit: Visit,
  { edition, rows, pending, people }: Queue,
  state: ProjectState | null,
): Column<Row>[] {
  const { say, locale } = visit
  const place = visit.readerZone ?? edition.zone
  const nameOf = (id: Project['assignedTo']) => {
    const person = id === null ? undefined : people.get(id)
    return person ? displayName(person.name, locale) : ''
  }
  const when = (there: boolean, column: Column<Row>) => (there ? [column] : [])
  return [
    {
      key: 'title',
      label: say('projects.project'),
      main: true,
      cell: ({ project }) => <Said text={project.title} locale={locale} />,
    },
    { key: 'entrant', label: say('projects.entrant'), cell: ({ project }) => nameOf(project.entrantId) },
    {
      key: 'field',
      label: say('projects.field'),
      cell: ({ project }) => (project.field ? say(`projects.field_${project.field}`) : ''),
    },
    ...when(state === null, {
      key: 'state',
      label: say('kernel.status'),
      cell: ({ project }) => <StateBadge visit={visit} state={project.state} />,
    }),
    ...when(
      rows.some(({ project }) => pending.has(project.id)),
      {
        key: 'held',
        label: say('projects.held'),
        cell: ({ project }) => {
          const decision = pending.get(project.id)
          return decision ? <Badge tone="warn">{say(`projects.step_${decision.becomes}`)}</Badge> : ''
        },
      },
    ),
    {
      key: 'whole',
      label: say('projects.completeness'),
      number: true,
      cell: ({ completeness }) => say('projects.percent', { part: completeness }),
    },
    ...when(
      rows.some(({ hints }) => hints.length > 0),
      {
        key: 'hints',
        label: say('projects.hints'),
        cell: ({ hints }) =>
          hints.length > 0 && (
            <Badge tone="warn">{say('projects.hint_count', { count: hints.length })}</Badge>
          ),
      },
    ),
    ...when(
      rows.some(({ project }) => project.assignedTo !== null),
      {
        key: 'assigned',
        label: say('projects.assigned'),
        cell: ({ project }) => nameOf(project.assignedTo),
      },
    ),
    {
      key: 'since',
      label: say('projects.since'),
      cell: ({ project }) => <Day date={dateIn(project.stateAt, place)} locale={locale} />,
    },
  ]
}
