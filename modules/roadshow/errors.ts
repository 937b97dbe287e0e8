import { invalidField, Refusal } from '#kernel/errors'

export const entriesNone = () => new Refusal('conflict', 'roadshow.entries_none')
export const entriesTooMany = (max: number) => new Refusal('conflict', 'roadshow.entries_too_many', { max })
export const entryTwice = () => new Refusal('conflict', 'roadshow.entry_twice')
export const projectUnknown = () => invalidField('projectId', 'roadshow.project_unknown')
export const orderStale = () => new Refusal('conflict', 'roadshow.order_stale')
export const begunAlready = () => new Refusal('conflict', 'roadshow.begun_already')
export const notRunning = () => new Refusal('conflict', 'roadshow.not_running')
/** `state` is the key of where it is. */
export const notNow = (state: string) => new Refusal('conflict', `roadshow.not_now_${state}`)
export const nobodyOn = () => new Refusal('conflict', 'roadshow.nobody_on')
export const stepsLeft = () => new Refusal('conflict', 'roadshow.steps_left')
export const roundNotReady = () => new Refusal('conflict', 'roadshow.round_not_ready')
export const roundUnknown = () => invalidField('roundId', 'kernel.field_choose')
export const tieUnsaid = () => invalidField('noTie', 'roadshow.tie_unsaid')
/** `hosts`: those of meeting services that were added to the known ones. */
export const watchUnknown = (hosts: string) =>
  hosts === ''
    ? invalidField('watch', 'roadshow.watch_unknown')
    : invalidField('watch', 'roadshow.watch_unknown_hosts', { hosts })

export const votingNotOpen = () => new Refusal('conflict', 'roadshow.voting_not_open')
export const votingClosed = () => new Refusal('gone', 'roadshow.voting_closed')
export const noAudienceVotes = () => new Refusal('conflict', 'roadshow.no_audience_votes')
export const votedAlready = () => new Refusal('conflict', 'roadshow.voted_already')
export const entryUnknown = () => invalidField('entryId', 'kernel.field_choose')

export const signInOrTicket = () => new Refusal('forbidden', 'roadshow.sign_in_or_ticket')
export const notCheckedIn = () => new Refusal('forbidden', 'roadshow.not_checked_in')
export const ticketUnknown = () => invalidField('code', 'roadshow.ticket_unknown')
export const ticketOfOther = () => invalidField('code', 'roadshow.ticket_of_other')
export const linkBroken = () => new Refusal('gone', 'roadshow.link_broken')

export const questionsTooMany = (max: number) =>
  new Refusal('too_many', 'roadshow.questions_too_many', { max })
export const questionsClosed = () => new Refusal('conflict', 'roadshow.questions_closed')
