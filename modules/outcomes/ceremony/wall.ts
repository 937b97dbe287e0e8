import { hash } from 'node:crypto'
import type { Contract } from './model.ts'
import { isPublic } from './rules.ts'

/** What hangs in the hall of one contract: its place, how far it is, and its names where both sides agreed. */
export type OnWall = {
  place: number
  state: 'queued' | 'signed'
  /** 0, 1 or 2 signatures. */
  signatures: number
  shown: Shown | null
}

/** What both sides agreed to have published: the contract, who with whom, how binding and over how much. */
export type Shown = {
  title: string
  organisations: readonly [string, string]
  outcome: Pick<Contract['outcome'], 'terms'>
  signedAt: NonNullable<Contract['signing']['signedAt']> | null
}

/** Changes whenever the wall looks different; tells nothing. */
export const versionOf = (onWall: readonly OnWall[]): string => hash('sha256', JSON.stringify(onWall), 'hex')

/** The queue as everybody may see it. A record that was withdrawn since is left out. */
export const wallOf = (contracts: readonly Contract[]): OnWall[] =>
  contracts
    .filter(({ outcome, signing }) => outcome.state === 'standing' && signing.state !== 'taken_off')
    .map(({ signing, outcome }, index) => ({
      place: index + 1,
      state: signing.state === 'signed' ? 'signed' : 'queued',
      signatures: signing.sides.filter(({ signed }) => signed !== null).length,
      shown: isPublic(signing)
        ? {
            title: outcome.title,
            organisations: [signing.sides[0].organisation, signing.sides[1].organisation],
            outcome: { terms: outcome.terms },
            signedAt: signing.signedAt,
          }
        : null,
    }))
