import { plainDate } from '#kernel/time'
import type { Person } from '#modules/people'
import { recordIntroduction } from '../../modules/stations/introductions/commands.ts'
import type { Stage } from './programme.ts'
import type { Scene } from './scene.ts'

/** Whom the stations brought first; one of them was met by two, and waits for the organisers. */
export async function addIntroductions(scene: Scene, stage: Stage, people: readonly Person[]): Promise<void> {
  const { londonStaff, bostonLead } = stage.cast
  const bring = async (
    who: typeof londonStaff,
    station: string,
    what: {
      kind: 'person' | 'project' | 'enterprise'
      name: string
      contact: string
      met: string
      need: string
    },
  ) => {
    const stationId = stage.stations[station]
    if (!stationId) return
    const { met, ...given } = what
    scene.at(`${met}T15:00:00Z`)
    await scene.as(who).run(recordIntroduction, { stationId, ...given, metOn: plainDate(met) })
  }
  const [first, second] = people
  const named = (person: Person) => [person.name.latinGiven, person.name.latinFamily].join(' ')
  if (first?.email)
    await bring(londonStaff, 'london', {
      kind: 'person',
      name: named(first),
      contact: first.email,
      met: '2019-05-14',
      need: 'Ends a post-doctoral post in autumn and looks for a laboratory of her own; came after the talk at the college.',
    })
  await bring(londonStaff, 'london', {
    kind: 'enterprise',
    name: 'Xinghai Photonics (made up)',
    contact: 'xinghai-photonics.example',
    met: '2019-05-21',
    need: 'Seeks two optical engineers and a partner for sensors.',
  })
  if (second?.email)
    await bring(londonStaff, 'london', {
      kind: 'project',
      name: 'Tidal blade coating',
      contact: second.email,
      met: '2019-05-28',
      need: 'Wants a test basin and a first customer; has a patent in the United Kingdom.',
    })
  if (first?.email)
    await bring(bostonLead, 'boston', {
      kind: 'person',
      name: named(first),
      contact: first.email,
      met: '2019-06-03',
      need: 'Met at the alumni dinner; asks about housing and a school for a child.',
    })
}
