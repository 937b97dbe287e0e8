import type { ComponentChildren } from 'preact'
import { languageName } from '#kernel/languages'
import { pick } from '#kernel/text'
import type { FormState, Visit } from '#platform/http'
import { Badge, Button, Card, Details, Form, FormActions, Notice, TextArea } from '#ui'
import { type WishKind, wishKinds } from '../model.ts'
import { nameText } from '../parts.tsx'
import type { browse } from './queries.ts'
import type { Reason } from './rules/recommend.ts'
import { mostNote } from './rules/wishing.ts'

/** What one looks through the others with. */
export type Browsing = Awaited<ReturnType<typeof browse.load>>
type Shown = Browsing['shown'][number]

function reasonText({ say, locale }: Visit, reason: Reason): string {
  if (reason.key === 'newcomer') return say('meetings.why_newcomer')
  const words =
    reason.key === 'languages' ? reason.languages.map((code) => languageName(code, locale)) : reason.words
  return say(`meetings.why_${reason.key}`, { words: words.join(say('kernel.list_comma')) })
}

const tones = { must: 'good', meet: 'info', no: 'faint' } as const

/** Three buttons, the one that was said marked; the next person is where the page comes back to. */
function Wishes({ visit, one, next, to }: { visit: Visit; one: Shown; next: string; to: string }) {
  const { say, locale, href } = visit
  const name = nameText(one.name, locale)
  // What is read aloud has in it what stands on the button: whoever speaks to the page says that.
  const spoken = (kind: WishKind) =>
    one.kind === kind
      ? say('kernel.colon', {
          term: say(`meetings.wish_${kind}`),
          text: say('meetings.take_back_of', { name }),
        })
      : say(`meetings.wish_${kind}_of`, { name })
  const button = (kind: WishKind) => (
    <Button
      key={kind}
      small
      tone={one.kind === kind ? 'primary' : 'secondary'}
      name="kind"
      value={one.kind === kind ? '' : kind}
      aria-label={spoken(kind)}
    >
      {say(`meetings.wish_${kind}`)}
    </Button>
  )
  return (
    <Form inline action={href(to)} label={name} hidden={{ to: one.party.id, next }}>
      {wishKinds.map(button)}
    </Form>
  )
}

/** A few words with a wish, which the other reads once the two have a meeting. */
function Note({ visit, one, to, state }: { visit: Visit; one: Shown; to: string; state: FormState }) {
  const { say, locale, href } = visit
  const name = nameText(one.name, locale)
  // Each is named by whom it is for, so that no two fields of the page are one; what was refused is this one's alone.
  const field = `note.${one.party.id}`
  const refused = state.sent && state.value('to') === one.party.id ? state.problem('note') : undefined
  return (
    <Details
      open={refused !== undefined}
      summary={say(one.note === '' ? 'meetings.note_add' : 'meetings.note_yours', { name })}
    >
      <Form
        action={href(to)}
        label={say('meetings.note_to', { name })}
        hidden={{ to: one.party.id, next: one.party.id, kind: one.kind ?? undefined, noted: 'yes' }}
      >
        <TextArea
          name={field}
          of={state}
          error={refused}
          label={say('meetings.note_to', { name })}
          hint={say('meetings.note_hint')}
          value={one.note}
          rows={2}
          maxlength={mostNote}
        />
        <FormActions>
          <Button small>{say('meetings.note_save')}</Button>
        </FormActions>
      </Form>
    </Details>
  )
}

/** What was said last, and the way to take it back: a finger slips, and the card is gone from the list. */
export function Last({ visit, last, to }: { visit: Visit; last: NonNullable<Browsing['last']>; to: string }) {
  const { say, locale, href } = visit
  const name = nameText(last.name, locale)
  return (
    <Notice tone="success">
      <p>{say(`meetings.said_${last.kind}`, { name })}</p>
      <Form inline action={href(to)} label={name} hidden={{ to: last.to, next: last.to, kind: '' }}>
        <Button small aria-label={say('meetings.take_back_of', { name })}>
          {say('meetings.take_back')}
        </Button>
      </Form>
    </Notice>
  )
}

/** One whom the reader may meet: what they are about, why it may suit, and what the reader wishes of them. */
export function One({
  visit,
  data,
  one,
  next,
  to,
  state,
  above,
}: {
  visit: Visit
  data: Browsing
  one: Shown
  next: string
  to: string
  state: FormState
  above?: ComponentChildren
}) {
  const { say, locale } = visit
  const { party } = one
  const group = data.groups.find(({ id }) => id === party.groupId)
  return (
    <li id={`p-${party.id}`} tabIndex={-1}>
      <Card
        level={2}
        title={nameText(one.name, locale)}
        kicker={party.organisation || undefined}
        meta={
          <>
            {one.kind && <Badge tone={tones[one.kind]}>{say(`meetings.wish_${one.kind}`)}</Badge>}
            {group && <span>{pick(group.name, locale).value}</span>}
            {one.name?.madeUp && <span>{say('kernel.made_up')}</span>}
          </>
        }
        actions={<Wishes visit={visit} one={one} next={next} to={to} />}
      >
        <p>
          <strong>{party.headline}</strong>
        </p>
        <p>{say('kernel.colon', { term: say('meetings.column_offers'), text: party.offers })}</p>
        <p>{say('kernel.colon', { term: say('meetings.column_seeks'), text: party.seeks })}</p>
        <p>{party.topics.join(say('kernel.list_comma'))}</p>
        {(one.kind === 'must' || one.kind === 'meet') && (
          <Note visit={visit} one={one} to={to} state={state} />
        )}
        {one.reasons.length > 0 && (
          <ul class="hint">
            {one.reasons.map((reason) => (
              <li key={reason.key}>{reasonText(visit, reason)}</li>
            ))}
          </ul>
        )}
      </Card>
      {/* Drawn above the card, reached by keys after its buttons: whoever goes on presses those. */}
      {above}
    </li>
  )
}
