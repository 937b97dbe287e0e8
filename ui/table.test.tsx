import { expect, test } from 'vitest'
import { draw, type FormLike, Table } from './index.ts'

test('what was ticked in a form that came back stays ticked, and the first box is where a summary leads', () => {
  const of: FormLike = {
    value: () => '',
    values: (name) => (name === 'ship' ? ['b'] : []),
    sent: true,
    problem: () => undefined,
  }
  const html = draw(
    <Table
      caption="Ships"
      rows={['a', 'b']}
      rowKey={(row) => row}
      select={{ name: 'ship', of, head: 'Choose', value: (row) => row, label: (row) => row }}
      columns={[{ key: 'name', label: 'Name', cell: (row) => row }]}
    />,
  )
  const boxes = [...html.matchAll(/<input[^>]*>/g)].map(([box]) => box)
  expect(
    boxes.map((box) => [/value="(.)"/.exec(box)?.[1], / checked/.test(box), /id="f-ship"/.test(box)]),
  ).toEqual([
    ['a', false, true],
    ['b', true, false],
  ])
})
