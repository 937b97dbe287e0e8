import { notFound } from '#kernel/errors'
import { action, file, type Route, type Visit } from '#platform/http'
import { csvOf, xlsxOf } from '#platform/tables'
import { RegistrationId } from '../model.ts'
import { moveGuests } from '../moves/commands.ts'
import { actions } from '../moves/model.ts'
import { eventIn, staff } from '../parts.tsx'
import { exportGuests } from './commands.ts'
import { filterIn } from './filter.ts'
import { listPage } from './list.tsx'
import { readGuestIds } from './queries.ts'
import { sheetOf } from './sheet.ts'

const path = '/console/events/:event/guests'

/** Back to the list one came from, and nowhere else. */
const backTo = (visit: Visit, back: string) => {
  const base = `/console/events/${eventIn(visit)}/guests`
  return back.startsWith(`${base}?`) || back.startsWith(`${base}/`) || back === base ? back : base
}

const moveAction: Route = action({
  path: `${path}/move`,
  who: staff,
  submit: async (visit, values) => {
    const back = backTo(visit, values.text('back'))
    const chosen = actions.find((each) => each === values.text('action'))
    if (!chosen) throw notFound()
    const picked = values.all('guest').flatMap((id) => {
      const parsed = RegistrationId.safeParse(id)
      return parsed.success ? [parsed.data] : []
    })
    const filter = filterIn(visit, new URLSearchParams(back.split('?')[1] ?? ''))
    const ids = values.flag('all') ? (await visit.use.ask(readGuestIds, filter)).ids : picked
    await visit.use.run(moveGuests, {
      eventId: filter.eventId,
      ids,
      action: chosen,
      reason: values.text('reason'),
    })
    return { to: back, told: `registration.told_${chosen}` }
  },
})

const exported = (visit: Visit) => visit.use.run(exportGuests, filterIn(visit))
const attachment = (name: string, type: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'cache-control': 'no-store',
})

const csvFile: Route = file({
  path: `${path}.csv`,
  who: staff,
  send: async (visit) => {
    const { event, categories, guests } = await exported(visit)
    const { head, rows } = sheetOf(visit, event.zone, categories, guests)
    return new Response(csvOf(head, rows), {
      headers: attachment(`guests-${event.slug}.csv`, 'text/csv; charset=utf-8'),
    })
  },
})

const xlsxFile: Route = file({
  path: `${path}.xlsx`,
  who: staff,
  send: async (visit) => {
    const { event, categories, guests } = await exported(visit)
    const { head, rows } = sheetOf(visit, event.zone, categories, guests)
    return new Response(xlsxOf(visit.say('registration.section_guests'), head, rows), {
      headers: attachment(
        `guests-${event.slug}.xlsx`,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ),
    })
  },
})

export const guestRoutes: readonly Route[] = [listPage, moveAction, csvFile, xlsxFile]
