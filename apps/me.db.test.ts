import { expect, test } from 'vitest'
import type { Actor } from '#kernel/access'
import { demoHouse } from '../tools/test/demo-house.ts'
import { as } from '../tools/test/house.ts'

const house = await demoHouse()
const of = (email: string): Actor => {
  const actor = house.actors.get(email)
  if (!actor) throw new Error(`the demo has no ${email}`)
  return actor
}
const page = async (actor: Actor, locale: string) => {
  const answer = await house.app.request(`/${locale}/me`, { headers: as(actor) })
  return { status: answer.status, text: await answer.text() }
}

test('the scholar finds registrations, meetings and what is recorded of them in one place', async () => {
  const { status, text } = await page(of('scholar@demo.example'), 'en')
  expect(status).toBe(200)
  for (const found of [
    'Your registrations',
    'Alumni evening (demo)',
    '1:1 meetings',
    'What is recorded about me',
  ])
    expect(text).toContain(found)
  expect(text).toMatch(/href="\/en\/timetables\/[0-9a-f-]{36}"/)
  expect(text).toMatch(/href="\/en\/registrations\/[^"]+"/)
  expect(text).not.toContain('My judging')
})

test('the judge finds their rounds, in Chinese too', async () => {
  const { text } = await page(of('judge@demo.example'), 'zh')
  expect(text).toContain('我的主页')
  expect(text).toMatch(/href="\/zh\/judging\/[0-9a-f-]{36}"/)
})

test('whoever has nothing yet is told what will be there', async () => {
  const { status, text } = await page(of('desk@demo.example'), 'zh')
  expect(status).toBe(200)
  expect(text).toContain('这里还没有您的内容')
  expect(text).toContain('href="/zh/editions"')
})

test('an event’s page leads whoever is registered to what they have, and everybody else to registering', async () => {
  const evening = '/en/editions/2019/events/alumni-evening'
  const shown = async (headers: Record<string, string>) =>
    (await house.app.request(evening, { headers })).text()
  const mine = await shown(as(of('scholar@demo.example')))
  expect(mine).toMatch(/href="\/en\/registrations\/[^"]+"[^>]*>Your registration</)
  expect(mine).not.toContain(`href="${evening}/register"`)
  for (const headers of [{}, as(of('desk@demo.example'))]) {
    const text = await shown(headers)
    expect(text).toContain(`href="${evening}/register"`)
    expect(text).not.toContain('Your registration')
  }
})

test('a visitor is asked to sign in and brought back', async () => {
  const answer = await house.app.request('/en/me')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/en/sign-in?next=%2Fme')
})

test.each(['en', 'zh'])('the name above every page leads to the start, in %s', async (locale) => {
  const page = await (await house.app.request(`/${locale}/editions`)).text()
  const [, home = ''] = /class="brand" href="([^"]+)"/.exec(page) ?? []
  expect(home).toBe(`/${locale}`)
  expect((await house.app.request(home)).status).toBe(200)
})

test('an address that is closed with a stroke leads to the page without, and never to another host', async () => {
  const answer = async (path: string) => {
    const { status, headers } = await house.app.request(path)
    return [status, headers.get('location')]
  }
  expect(await answer('/zh/')).toEqual([301, '/zh'])
  expect(await answer('/en/editions//?page=2')).toEqual([301, '/en/editions?page=2'])
  expect((await answer('http://localhost//evil.example/'))[1]).toBeNull()
})

/** One page of each kind that somebody is led to in the console, as HTML, by its address. */
async function consoleOf(actor: Actor): Promise<Map<string, string>> {
  const kindOf = (path: string) =>
    path.replace(/\?.*/, '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id')
  const pages = new Map<string, string>()
  const seen = new Set<string>()
  const waiting = ['/en/console']
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(kindOf(path))) continue
    seen.add(kindOf(path))
    const answer = await house.app.request(path, { headers: as(actor) })
    expect(answer.status, path).toBeLessThan(400)
    if (!answer.headers.get('content-type')?.includes('html')) continue
    const html = await answer.text()
    pages.set(path, html.slice(html.indexOf('<main')))
    for (const [, href = ''] of html.matchAll(/href="(\/en\/console[^"#]*)"/g))
      waiting.push(href.replaceAll('&amp;', '&'))
  }
  return pages
}

test('an auditor reads the whole console and is led to nothing that could be sent', async () => {
  const pages = await consoleOf(of('auditor@demo.example'))
  expect(pages.size).toBeGreaterThan(50)
  const sending = [...pages].flatMap(([path, main]) =>
    [...main.matchAll(/<form[^>]*method="post"[^>]*>.*?<\/form>/gs)].flatMap(([form]) =>
      /<button/.test(form) ? [path] : [],
    ),
  )
  expect(sending).toEqual([])
})
