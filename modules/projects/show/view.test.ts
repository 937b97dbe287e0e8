import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aFile, aMember, aProject, at } from '../fixtures.ts'
import { projectStates, type Recipient, type Shown, showable } from '../model.ts'
import { isOnShow } from '../rules.ts'
import { viewOf } from './view.ts'

const secret = aProject({
  state: 'shown',
  summary: { en: 'SUMMARY', zh: '' },
  body: { en: 'BODY', zh: '' },
  tags: ['TAG'],
  website: 'https://WEBSITE.example',
  institution: 'INSTITUTION',
  financing: { minor: 424242, currency: 'GBP' },
  maturity: 'pilot',
  seeking: ['space'],
})
const team = [aMember({ name: 'MEMBER' }), aMember({ name: 'INVITED', joinedAt: null })]
const files = (['deck', 'image', 'video', 'document', 'captions'] as const).map((kind) =>
  aFile({ kind, name: `FILE-${kind}` }),
)
const marks: Readonly<Record<(typeof showable)[number], readonly string[]>> = {
  summary: ['SUMMARY'],
  body: ['BODY', 'TAG'],
  maturity: ['pilot'],
  seeking: ['space'],
  financing: ['424242'],
  website: ['WEBSITE'],
  institution: ['INSTITUTION'],
  team: ['MEMBER'],
  deck: ['FILE-deck'],
  images: ['FILE-image'],
  video: ['FILE-video', 'FILE-captions'],
  documents: ['FILE-document'],
}
const recipients: Recipient[] = ['public', 'registered', 'organisation:6f1c0000-0000-4000-8000-000000000001']

test('an audience sees exactly what was agreed for it or for everybody', () => {
  const shown = fc.uniqueArray(
    fc.record({ field: fc.constantFrom(...showable), recipient: fc.constantFrom(...recipients) }),
    { selector: ({ field, recipient }) => `${field}${recipient}`, maxLength: 20 },
  )
  fc.assert(
    fc.property(shown, fc.constantFrom(...recipients), (agreed: Shown[], audience) => {
      const view = viewOf(secret, team, files, agreed, audience, 'x', at)
      const sees = new Set(
        agreed
          .filter(({ recipient }) => recipient === audience || recipient === 'public')
          .map(({ field }) => field),
      )
      expect(view === null).toBe(sees.size === 0)
      if (view === null) return
      const words = JSON.stringify(view)
      for (const field of showable)
        for (const mark of marks[field]) expect([mark, words.includes(mark)]).toEqual([mark, sees.has(field)])
      expect(words).not.toContain('INVITED')
      expect(words).not.toContain('wei@example.org')
    }),
  )
})

test('nothing is seen of a project that is not on show', () => {
  for (const state of projectStates) {
    const view = viewOf(
      { ...secret, state },
      team,
      files,
      [{ field: 'body', recipient: 'public' }],
      'public',
      'x',
      at,
    )
    expect(view !== null).toBe(isOnShow(state))
  }
})
