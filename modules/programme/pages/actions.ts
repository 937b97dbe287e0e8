import { invalidField, notFound } from '#kernel/errors'
import { action, bothIn, type Route } from '#platform/http'
import { mayOrganise } from '../access.ts'
import { addOrganisation, changeCredits, moveEdition } from '../commands.ts'
import { creditKinds, editionStates, OrganisationId } from '../model.ts'
import { readOne } from './edit.tsx'

export const stateAction: Route = action({
  path: '/console/editions/:edition/state',
  who: mayOrganise,
  submit: async (visit, values) => {
    const { edition } = await readOne(visit)
    const state = editionStates.find((each) => each === values.text('state'))
    if (!state) throw invalidField('state', 'kernel.field_choose')
    await visit.use.run(moveEdition, { editionId: edition.id, state })
    return { to: `/console/editions/${edition.slug}`, told: 'programme.told_saved' }
  },
})

export const creditsAction: Route = action({
  path: '/console/editions/:edition/credits',
  who: mayOrganise,
  submit: async (visit, values) => {
    const { edition, credits } = await readOne(visit)
    const change = values.text('do')
    const done = { to: `/console/editions/${edition.slug}`, told: 'programme.told_saved' }
    if (change === 'add') {
      const as = creditKinds.find((kind) => kind === values.text('as'))
      if (!as) throw invalidField('as', 'kernel.field_choose')
      const chosen = OrganisationId.safeParse(values.text('organisation'))
      const organisationId = chosen.success
        ? chosen.data
        : (
            await visit.use.run(addOrganisation, {
              name: bothIn(values, 'organisationName'),
              country: null,
              url: null,
            })
          ).id
      await visit.use.run(changeCredits, {
        editionId: edition.id,
        change: { kind: 'add', organisationId, as },
      })
      return done
    }
    const credit = credits.find(({ id }) => id === values.text('credit'))
    if (!credit || (change !== 'up' && change !== 'down' && change !== 'drop')) throw notFound()
    await visit.use.run(changeCredits, {
      editionId: edition.id,
      change: { kind: change, creditId: credit.id },
    })
    return done
  },
})
