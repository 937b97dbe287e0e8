import { pick } from '#kernel/text'
import type { Visit } from '#platform/http'
import { Badge, type Tone } from '#ui'
import type { Station } from '../model.ts'
import type { Introduction, IntroductionState } from './model.ts'

const tones: Readonly<Record<IntroductionState, Tone>> = {
  held: 'good',
  under_review: 'warn',
  shared: 'info',
  declined: 'faint',
  lapsed: 'faint',
}

export const StateOf = ({ visit, of }: { visit: Visit; of: Introduction }) => (
  <Badge tone={tones[of.state]}>{visit.say(`introductions.state_${of.state}`)}</Badge>
)

export const nameOf = (visit: Visit, { name }: Introduction) => name || visit.say('introductions.erased')

export const stationOf = (visit: Visit, stations: readonly Station[], id: string) => {
  const station = stations.find((each) => each.id === id)
  return station ? pick(station.name, visit.locale).value : ''
}
