import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { formatDate, formatInstant, zone } from '#kernel/time'
import { nextSteps } from '#modules/meetings'
import {
  confirmationToken,
  followupMonths,
  followupToken,
  levelOn,
  levels,
  type Outcome,
  survivalAt,
} from '#modules/outcomes'
import { smallCell } from '#modules/statements'
import type { Visit } from '#platform/http'
import { Bars, Select } from '#ui'
import { enterprise } from '../access.ts'
import { readEnterprise } from '../enterprise.ts'
import { Line } from '../pages/charts.tsx'
import type { Board, BoardPorts, Sheet, Shown } from './board.ts'
import { number, percent } from './numbers.ts'

type Answer = ReturnType<(typeof readEnterprise)['load']> extends Promise<infer A> ? A : never
type Part = Shown['parts'][number]

const sheetOf = (
  { say }: Visit,
  name: string,
  heads: readonly string[],
  rows: Sheet['rows'],
  hrefs?: Sheet['hrefs'],
): Sheet => ({
  name,
  title: say(`insight.its_${name}`),
  head: heads.map((head) => say(head)),
  rows,
  ...(hrefs && { hrefs }),
})

/** Each type by itself, never added to another. */
function outcomesPart(visit: Visit, { types }: Answer): Part {
  const { say, locale } = visit
  const sheet = sheetOf(
    visit,
    'outcomes',
    ['outcomes.type', ...levels.map((level) => `outcomes.level_${level}`)],
    types.map(({ type, levels: counts }) => [say(`outcomes.type_${type}`), ...counts]),
  )
  const bars = types.map(({ type, levels: counts }) => {
    const value = counts.reduce((sum, count) => sum + count, 0)
    return { label: say(`outcomes.type_${type}`), value, text: number(value, locale) }
  })
  const heads = { label: say('outcomes.type'), value: say('insight.outcomes') }
  return { chart: <Bars caption={sheet.title} hideCaption heads={heads} bars={bars} />, sheet }
}

const titleOf = (outcome: Outcome | undefined) => outcome?.title ?? ''

/** What is still only this side's word: a question that went to the reader's own address leads to its answer. */
function awaitingPart(
  visit: Visit,
  { outcomes, questions, isOwn, today }: Answer,
  { keys }: BoardPorts,
): Part {
  const { say, href, locale } = visit
  const open = questions.map((question) => ({ question, outcome: outcomes.get(question.outcomeId) }))
  return {
    chart: null,
    note: open.length > 0 ? say('insight.its_awaiting_note') : undefined,
    empty: say('insight.its_awaiting_none'),
    sheet: sheetOf(
      visit,
      'awaiting',
      ['outcomes.title', 'outcomes.type', 'outcomes.level', 'insight.asked_until', 'insight.asked_whom'],
      open.map(({ question, outcome }) => [
        titleOf(outcome),
        outcome ? say(`outcomes.type_${outcome.terms.type}`) : '',
        outcome ? say(`outcomes.level_${levelOn(outcome, today)}`) : '',
        formatInstant(question.until, visit.readerZone ?? zone('UTC'), locale, 'date'),
        say(question.isReaders ? 'insight.asked_you' : 'insight.asked_letter'),
      ]),
      open.map(({ question, outcome }) =>
        question.isReaders && outcome && !isOwn(outcome)
          ? href(`/outcomes/confirm/${confirmationToken(keys, question)}`)
          : null,
      ),
    ),
  }
}

function meetingsPart(visit: Visit, { meetings }: Answer): Part {
  const { say, locale } = visit
  const sheet = sheetOf(
    visit,
    'meetings',
    [
      'insight.event',
      ...['parties', 'asked', 'accepted', 'acceptance', 'held', 'not_held'].map(
        (key) => `insight.met_${key}`,
      ),
    ],
    meetings.map((each) => [
      pick(each.title, locale).value,
      each.parties,
      each.asked,
      each.accepted,
      percent(each.accepted, each.accepted + each.refused, locale),
      each.held,
      each.notHeld,
    ]),
  )
  const bars = (['asked', 'accepted', 'held'] as const).map((step) => {
    const value = meetings.reduce((sum, each) => sum + each[step], 0)
    return { label: say(`insight.met_${step}`), value, text: number(value, locale) }
  })
  const heads = { label: say('insight.step'), value: say('insight.meetings') }
  return {
    chart: <Bars caption={sheet.title} hideCaption heads={heads} bars={bars} />,
    note: meetings.length > 0 ? say('insight.its_meetings_note') : undefined,
    empty: say('insight.its_meetings_none'),
    sheet,
  }
}

/** What its parties want next, counted: what each wrote, and with whom, is theirs. */
function stepsPart(visit: Visit, { steps, today }: Answer): Part {
  const { say, locale } = visit
  const isLate = ({ doneAt, dueOn }: (typeof steps)[number]) =>
    doneAt === null && dueOn !== null && dueOn < today
  const rows = nextSteps.flatMap((kind) => {
    const its = steps.filter(({ step }) => step === kind)
    const done = its.filter(({ doneAt }) => doneAt !== null).length
    const late = its.filter(isLate).length
    return its.length === 0 ? [] : [[say(`held.step_${kind}`), its.length - done, late, done] as const]
  })
  const sheet = sheetOf(
    visit,
    'steps',
    ['held.next_step', 'insight.step_open', 'insight.step_late', 'insight.step_done'],
    rows,
  )
  const bars = rows.map(([label, open]) => ({ label, value: open, text: number(open, locale) }))
  const heads = { label: say('held.next_step'), value: say('insight.step_open') }
  return {
    chart: <Bars caption={sheet.title} hideCaption heads={heads} bars={bars} />,
    empty: say('insight.its_steps_none'),
    sheet,
  }
}

/** Whether what lasts goes on: where it is the enterprise's turn, the row leads to the answer. */
function followupsPart(visit: Visit, { outcomes, followups, isOwn }: Answer, { keys }: BoardPorts): Part {
  const { say, href, locale } = visit
  const open = followups.map((each) => ({ ...each, outcome: outcomes.get(each.outcomeId) }))
  return {
    chart: null,
    note: open.length > 0 ? say('insight.its_followups_note') : undefined,
    empty: say('insight.its_followups_none'),
    sheet: sheetOf(
      visit,
      'followups',
      ['outcomes.title', 'insight.months', 'outcomes.due_on', 'insight.turn'],
      open.map(({ outcome, months, dueOn, turn, state }) => [
        titleOf(outcome),
        months,
        formatDate(dueOn, locale),
        say(state === 'asked' ? `outcomes.asked_${turn}` : 'outcomes.followup_due'),
      ]),
      open.map(({ outcome, state, turn, outcomeId, months }) =>
        state === 'asked' && turn === 'enterprise' && outcome && !isOwn(outcome)
          ? href(`/outcomes/still/${followupToken(keys, { outcomeId, months, turn }, visit.use.now())}`)
          : null,
      ),
    ),
  }
}

/** How long hires stay, with a band; of few it would tell of one. */
function survivalPart(visit: Visit, { hires }: Answer): Part {
  const { say, locale } = visit
  const few = hires.length < smallCell
  const found = few
    ? []
    : followupMonths.flatMap((months) => {
        const step = survivalAt(hires, months)
        return step ? [step] : []
      })
  const share = (value: number) => percent(value, 1, locale) ?? ''
  const sheet = sheetOf(
    visit,
    'survival',
    ['insight.months', 'insight.stayed', 'insight.low', 'insight.high', 'insight.watched'],
    found.map(({ months, survival, low, high, atRisk }) => [
      months,
      share(survival),
      share(low),
      share(high),
      atRisk,
    ]),
  )
  const points = found.map(({ months, survival, low, high }) => ({
    label: String(months),
    low: Math.round(low * 100),
    high: Math.round(high * 100),
    dot: Math.round(survival * 100),
  }))
  return {
    chart:
      found.length === 0 ? null : (
        <Line title={sheet.title} points={points} text={(value) => share(value / 100)} />
      ),
    note: found.length > 0 ? say('insight.its_survival_note') : undefined,
    empty: say(few ? 'insight.its_survival_few' : 'insight.its_survival_none', { fewest: smallCell }),
    sheet,
  }
}

function peoplePart(visit: Visit, { grants, people }: Answer): Part {
  const { say, locale } = visit
  const clock = visit.readerZone ?? zone('UTC')
  return {
    chart: null,
    note: say('insight.its_people_note'),
    sheet: sheetOf(
      visit,
      'people',
      ['insight.name', 'people.since'],
      grants.map(({ personId, grantedAt }) => {
        const person = people.get(personId)
        const name = person ? displayName(person.name, locale) || (person.email ?? '') : ''
        return [name, formatInstant(grantedAt, clock, locale, 'date')]
      }),
    ),
  }
}

/** What came of the summit for one organisation: for whoever acts for it, and for hosts, verifiers and auditors. */
export const enterpriseBoard = (ports: BoardPorts): Board => ({
  key: 'enterprise',
  who: enterprise,
  without: ['station', 'country'],
  show: async (visit, { filter, organisations, organisation }) => {
    const { say, locale } = visit
    if (!organisation) return { notes: [say('insight.no_enterprise')], parts: [] }
    const asked = { organisationId: organisation.id, editionId: filter.editionId }
    const answer = await visit.use.ask(readEnterprise, asked)
    const name = pick(organisation.name, locale).value
    return {
      asks: (
        <Select
          name="organisation"
          label={say('insight.organisation')}
          value={organisation.id}
          options={organisations.map((each) => ({ value: each.id, label: pick(each.name, locale).value }))}
        />
      ),
      notes: [say('insight.enterprise_of', { name })],
      parts: [
        outcomesPart(visit, answer),
        awaitingPart(visit, answer, ports),
        meetingsPart(visit, answer),
        stepsPart(visit, answer),
        followupsPart(visit, answer, ports),
        survivalPart(visit, answer),
        peoplePart(visit, answer),
      ],
    }
  },
})
