import { system, visitor } from '#kernel/access'
import { instant, plainDate, shiftDate } from '#kernel/time'
import { advanceFollowups, answerFollowup } from '#modules/outcomes'
import type { Scene } from './scene.ts'

/** After half a year, one, two and three: who was asked answers, some that it ended, some not at all. */
export async function addFollowups(scene: Scene): Promise<void> {
  for (const day of ['2020-01-28', '2020-07-28', '2021-07-28', '2022-07-28']) {
    scene.at(instant(`${day}T06:30:00Z`))
    const { followups } = await scene.as(system('demo')).run(advanceFollowups, {})
    scene.at(instant(`${day}T18:05:00Z`))
    for (const [index, { outcomeId, months, turn, state }] of followups.entries()) {
      if (state !== 'asked' || index % 5 === 4) continue
      const key = { outcomeId, months, turn }
      const endedOn = shiftDate(plainDate(day), { days: -7 - 11 * index })
      await scene
        .as(visitor)
        .run(
          answerFollowup,
          index % 5 === 2 && endedOn > '2019-09-01'
            ? { ...key, said: 'ended', endedOn }
            : { ...key, said: 'goes_on' },
        )
    }
  }
}
