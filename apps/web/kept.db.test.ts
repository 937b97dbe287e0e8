import { describe, expect, test } from 'vitest'
import { demoHouse } from '../../tools/test/demo-house.ts'

const house = await demoHouse()
const shown = async (address: string) => (await house.app.request(address)).text()

/** What is added to a link where it is shared. */
const shared = 'from=timeline&isappinstalled=0&utm_source=letter'

describe.each([
  '/en',
  '/zh/editions/2019',
  '/en/editions/2019/events',
  '/zh/editions/2019/events/alumni-evening',
  '/en/editions/2019/projects',
  '/en/stations',
  '/zh/policies',
  '/en/statements',
  '/en/ledger',
])('%s', (address) => {
  test('is the same page under a link that was shared', async () => {
    const page = await shown(address)
    expect(page).toContain('</html>')
    expect(await shown(`${address}?${shared}`)).toBe(page)
  })

  test('says what it is asked to say once, and to nobody else', async () => {
    const words = address.startsWith('/zh') ? '您已退出登录。' : 'You are signed out.'
    expect(await shown(`${address}?told=people.told_signed_out&${shared}`)).toContain(words)
    expect(await shown(`${address}?${shared}`)).not.toContain(words)
  })
})

test('a search is found under a shared link too, and its links lead on without what was added', async () => {
  const list = '/en/editions/2019/projects'
  const found = await shown(`${list}?q=battery&sort=title`)
  expect(found).not.toBe(await shown(list))
  expect(found).toContain('href="/zh/editions/2019/projects?q=battery&amp;sort=title"')
  expect(await shown(`${list}?from=timeline&q=battery&sort=title`)).toBe(found)
})
