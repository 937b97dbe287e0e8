import { expect, test } from 'vitest'
import { openFace } from './fonts.ts'

const familiesOf = async (text: string) =>
  (await (await openFace()).runs(text)).map(({ subset, text: run }) => [subset.split('/')[0], run])

test('a word of letters has its quotes from the font of letters; a Chinese one has them as wide as its characters', async () => {
  expect(await familiesOf('programme’s')).toEqual([
    ['noto-sans-sc', 'programme'],
    ['noto-sans', '’'],
    ['noto-sans-sc', 's'],
  ])
  expect(new Set((await familiesOf('等级“书证”')).map(([family]) => family))).toEqual(
    new Set(['noto-sans-sc']),
  )
  expect(await familiesOf('a · b')).toContainEqual(['noto-sans', '·'])
})
