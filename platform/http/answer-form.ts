import { type Refusal, statusOf } from '#kernel/errors'
import { besidesFile, fileTooLarge } from './besides.ts'
import { isTooLarge, readForm } from './body.ts'
import { emptyForm, type FormValues, formValues, isRefusal, refusedForm } from './form.ts'
import type { ActionRoute, Done, FormRoute, Sheet, Visit } from './route.ts'

const smallBody = 256 * 1024

const withTold = (done: Done) =>
  done.told === undefined
    ? done.to
    : `${done.to}${done.to.includes('?') ? '&' : '?'}told=${encodeURIComponent(done.told)}`

/** After a write the browser is sent on with GET, so that reloading never repeats it. */
function onwards(visit: Visit, done: Done): Response {
  const headers = new Headers(visit.answerHeaders)
  headers.set('location', visit.href(withTold(done)))
  return new Response(null, { status: 303, headers })
}

/** Runs a form or an action: a refusal brings the form back filled, with the reason in the reader's words. */
export async function answerForm(
  route: FormRoute | ActionRoute,
  visit: Visit,
  show: (sheet: Sheet) => Response,
): Promise<Response> {
  if (route.kind === 'action') {
    const values = formValues(await readForm(visit.request, route.limit ?? smallBody))
    const done = await route.submit(visit, values)
    return done instanceof Response ? done : onwards(visit, done)
  }
  const data = await route.load(visit)
  if (visit.request.method === 'GET') return show(route.view(visit, data, emptyForm))
  const limit = route.limit ?? smallBody
  const back = (values: FormValues, refusal: Refusal) =>
    // kinds of comesBack are in Sheet
    show({
      ...route.view(visit, data, refusedForm(values, refusal, visit.say)),
      status: statusOf[refusal.kind] as NonNullable<Sheet['status']>,
    })
  if (isTooLarge(visit.request, limit)) {
    const besides = await besidesFile(visit.request, limit)
    if (besides !== null) return back(formValues(besides), fileTooLarge(besides, limit))
  }
  const values = formValues(await readForm(visit.request, limit))
  try {
    const done = await route.submit(visit, values, data)
    if (done instanceof Response) return done
    return 'to' in done ? onwards(visit, done) : show(done)
  } catch (error) {
    if (!isRefusal(error) || !comesBack(error)) throw error
    return back(values, error)
  }
}

const comesBack = (refusal: Refusal) =>
  ['invalid', 'conflict', 'gone', 'too_many', 'forbidden', 'unavailable'].includes(refusal.kind)
