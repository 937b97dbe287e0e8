import axe from 'axe-core'
import { expect, test } from 'vitest'
import { demoIn, openBrowser, startHouse } from './support.ts'

const house = await startHouse({ demo: true })
const browser = await openBrowser(house)

const staff = (email: string) => demoIn(house, browser, email)
const at = (path: string) => `${house.origin}/en${path}`

test('a statement is previewed, frozen by one, released by another, and tells what a later correction changed', async () => {
  const one = await staff('organiser@demo.example')
  await one.goto(at('/console/statements/new'))
  await one.getByRole('button', { name: 'Preview' }).click()
  await one.waitForURL(/preview/)
  // Nothing is frozen by looking.
  expect(await house.rows('select from statement')).toHaveLength(1)
  await one.getByRole('heading', { name: /Since statement 1/ }).waitFor()
  await one.getByRole('button', { name: 'Count and freeze' }).click()
  await one.waitForURL(/\/statements\/[0-9a-f-]{36}/)
  const [second] = await house.rows<{ id: string }>(`select id from statement where state = 'draft'`)

  // Who drafted it has no button that works; the other organiser has.
  await one.goto(at('/console/statements'))
  expect(await one.getByRole('button', { name: 'Release' }).first().isDisabled()).toBe(true)
  const two = await staff('organiser2@demo.example')
  await two.goto(at('/console/statements'))
  await two.getByRole('button', { name: 'Release' }).first().click()
  await two.getByText('The statement is public.').waitFor()

  // A post that was counted turns out not to be: the statement keeps its number, the next one says why it has less.
  const [counted] = await house.rows<{ id: string; n: number }>(
    `select keys[1] as id, cardinality(keys) as n from statement_basis where statement_id = $1 and metric = 'posts'`,
    [second?.id],
  )
  await two.goto(at(`/console/outcomes/${counted?.id}/withdraw`))
  await two.locator('[name=reason]').fill('The post was not taken up after all.')
  await two.locator('main form button').last().click()
  await two.waitForURL((address) => !address.pathname.endsWith('/withdraw'))
  await two.goto(at(`/statements/${second?.id}/posts`))
  await two.getByText(`${counted?.n} outcomes`).waitFor()
  await two.goto(at('/console/statements/new'))
  await two.getByRole('button', { name: 'Preview' }).click()
  const row = two.locator('tr', { hasText: 'Posts taken up' })
  await row.getByText('−1').waitFor()
  expect(await house.command('statement', 'recompute', second?.id ?? '')).toBe(0)
})

test('a list of old is reviewed line by line, and the number of people reached narrows', async () => {
  const organiser = await staff('organiser@demo.example')
  const range = async () => {
    await organiser.goto(at('/console/insight/time?metric=reach'))
    const text = await organiser.getByText(/Each one once in all editions/).innerText()
    const [low = 0, high = 0] = (text.match(/\d[\d,]*/g) ?? []).map((part) =>
      Number(part.replaceAll(',', '')),
    )
    return high - low
  }
  const before = await range()
  await organiser.goto(at('/console/backfill'))
  await organiser.getByRole('link', { name: /participants 2018/ }).click()
  await organiser.getByRole('link', { name: /Probable/ }).waitFor()
  const boxes = organiser.locator('tbody input[type=checkbox]')
  for (let index = 0; index < 3; index += 1) await boxes.nth(index).check()
  await organiser.getByRole('button', { name: 'The same', exact: true }).click()
  await organiser.getByText('Noted. The range has moved.').waitFor()
  expect(await range()).toBeLessThan(before)
})

test('boards and numbers are found free of barriers, on paper and off, and ask nobody else for anything', async () => {
  const auditor = await staff('auditor@demo.example')
  const [statement] = await house.rows<{ id: string }>(`select id from statement where number = 1`)
  for (const path of [
    '/console/insight',
    '/console/insight/origin',
    '/console/insight/forecast',
    '/console/statements/metrics',
    `/statements/${statement?.id}`,
    `/statements/${statement?.id}/reach`,
  ]) {
    await auditor.goto(at(path))
    await auditor.evaluate(axe.source)
    const found = await auditor.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
    )
    expect(found, path).toEqual([])
  }
  const pdf = await auditor.request.get(at(`/statements/${statement?.id}/statement.pdf`))
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const csv = await auditor.request.get(at('/console/insight/origin/came.csv?edition=2019'))
  expect(await csv.text()).toContain('Country or region')
  expect(browser.foreign).toEqual([])
})
