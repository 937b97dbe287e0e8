import { z } from 'zod'
import { command, query, type Tx } from '#kernel/command'
import { invalidField, notFound } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { bilingual, line, prose } from '#kernel/text'
import { isPlainDate, type PlainDate } from '#kernel/time'
import { keepsIssuers, worksWithOutcomes } from '../../access.ts'
import { told } from '../../facts.ts'
import { actorId } from '../../rules/claim.ts'
import * as outcomes from '../../store.ts'
import { type Issuer, IssuerId } from './model.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const Day = z.custom<PlainDate>(
  (value) => typeof value === 'string' && isPlainDate(value),
  'kernel.field_not_a_date',
)
const subject = ({ id }: Pick<Issuer, 'id'>) => ({ type: 'credential_issuer', id })

async function locked(tx: Tx, id: IssuerId): Promise<Issuer> {
  const issuer = await store.lock(tx, id)
  if (!issuer) throw notFound()
  return issuer
}

/** Everybody on the list, newest first. */
export const listIssuers = query({
  name: 'outcomes.list_issuers',
  input: z.object({}),
  load: (tx) => store.list(tx),
  allow: worksWithOutcomes,
})

/** One of the list, and how many records stand on its signature, within the reader's reach. */
export const readIssuer = query({
  name: 'outcomes.read_issuer',
  input: z.object({ issuerId: IssuerId }),
  load: async (tx, { issuerId }) => {
    const issuer = await store.find(tx, issuerId)
    if (!issuer) throw notFound()
    return { issuer, resting: await store.restingCount(tx, issuerId) }
  },
  allow: worksWithOutcomes,
})

/** An organiser puts an issuer forward, with its keys and where they were taken from. Nothing counts before another accepts it. */
export const proposeIssuer = command({
  name: 'outcomes.propose_issuer',
  input: z
    .object({
      name: bilingual({ max: 200 }),
      did: z
        .string()
        .trim()
        .max(500)
        .regex(/^(did:[a-z0-9]+:\S+|https:\/\/\S+)$/, 'outcomes.field_issuer_did')
        .nullable()
        .default(null),
      keys: z.string().max(40_000),
      source: line(500),
      validFrom: Day,
      validUntil: Day.nullable().default(null),
      madeUp: z.boolean().default(false),
    })
    .refine(({ validFrom, validUntil }) => validUntil === null || validUntil >= validFrom, {
      message: 'outcomes.field_issuer_until',
      path: ['validUntil'],
    }),
  load: (tx) => store.list(tx),
  allow: keepsIssuers,
  decide: (list, { keys: pasted, ...input }, { actor, at }): Issuer => {
    const keys = rules.keysIn(pasted)
    if (keys === null || keys.length > 20) throw invalidField('keys', 'outcomes.field_issuer_keys')
    return rules.propose(
      {
        ...input,
        id: newId<'issuer'>(),
        keys,
        state: 'proposed',
        proposedBy: actorId(actor),
        proposedAt: at,
        ...{ acceptedBy: null, acceptedAt: null, withdrawnBy: null, withdrawnAt: null, reason: null },
      },
      list,
    )
  },
  save: store.insert,
  audit: subject,
})

/** Another organiser has compared the keys with their source: from now on its signature counts. */
export const acceptIssuer = command({
  name: 'outcomes.accept_issuer',
  input: z.object({ issuerId: IssuerId }),
  load: (tx, { issuerId }) => locked(tx, issuerId),
  allow: keepsIssuers,
  decide: (issuer, _input, { actor, at }) => rules.accept(issuer, actor, at),
  save: store.saveState,
  audit: subject,
})

/** Its signature counts no more. Each record that stood on it is lowered by an entry of its own, which says why. */
export const withdrawIssuer = command({
  name: 'outcomes.withdraw_issuer',
  input: z.object({ issuerId: IssuerId, reason: prose(2000, 1) }),
  load: async (tx, { issuerId }) => ({
    issuer: await locked(tx, issuerId),
    resting: await outcomes.restingOn(tx, issuerId),
  }),
  allow: keepsIssuers,
  decide: ({ issuer, resting }, { reason }, { actor, at }) => ({
    issuer: rules.withdraw(issuer, reason, actor, at),
    lowered: resting.map((outcome) => rules.lower(outcome, reason, actor, at)),
  }),
  save: async (tx, { issuer, lowered }) => {
    await store.saveState(tx, issuer)
    for (const change of lowered) await outcomes.save(tx, change)
  },
  announce: ({ lowered }) => lowered.flatMap(told),
  audit: ({ issuer }) => subject(issuer),
})
