import { pick } from '#kernel/text'
import type { FormValues, Visit } from '#platform/http'
import { Button, Form, FormActions, Section, Table } from '#ui'
import { may } from '../../access.ts'
import { type Group, GroupId } from '../../model.ts'
import { deskPath } from '../../parts.tsx'
import type { Desk } from '../desk.ts'
import { meet } from '../rules.ts'

export const nameOf = (visit: Visit, { name }: Group) => pick(name, visit.locale).value

/** Who meets whom: each pair stands once, in the upper half; a group with itself on the diagonal. */
export function Matrix({ visit, desk }: { visit: Visit; desk: Desk }) {
  const { say, href } = visit
  const { groups, pairings } = desk.setUp
  const open = may.manage(visit.actor, desk.event)
  return (
    <Section title={say('meetings.who_meets')} lead={say('meetings.who_meets_lead')}>
      <Form wide action={href(deskPath(desk.event, 'groups'))}>
        <Table
          caption={say('meetings.who_meets')}
          hideCaption
          keep
          rows={groups}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'group',
              label: say('meetings.group'),
              main: true,
              cell: (group) => nameOf(visit, group),
            },
            ...groups.map((column, at) => ({
              key: column.id,
              label: nameOf(visit, column),
              cell: (row: Group) =>
                groups.indexOf(row) <= at && (
                  <input
                    type="checkbox"
                    name="pair"
                    value={`${row.id} ${column.id}`}
                    checked={meet(pairings, row.id, column.id)}
                    disabled={!open}
                    aria-label={say('meetings.pair_of', {
                      one: nameOf(visit, row),
                      other: nameOf(visit, column),
                    })}
                  />
                ),
            })),
          ]}
        />
        {open && (
          <FormActions>
            <Button tone="primary">{say('meetings.save_pairs')}</Button>
          </FormActions>
        )}
      </Form>
    </Section>
  )
}

/** The pairs that were ticked. */
export const pairsIn = (values: FormValues) =>
  values.all('pair').flatMap((text) => {
    const [one, other] = text.split(' ').map((part) => GroupId.safeParse(part))
    return one?.success && other?.success ? [{ a: one.data, b: other.data }] : []
  })
