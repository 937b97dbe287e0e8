// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code that is checked stands in texts
import { describe, expect, it } from 'vitest'
import { checkEntries, readEntries } from './checks/catalogues.ts'
import { checkScreens } from './checks/screens.ts'
import { checkUsage, readUsage } from './checks/usage.ts'
import { checkTree } from './test/check-tree.ts'

const catalogue = (en: Record<string, string>, zh: Record<string, string>) => [
  { path: 'locales/en/events.mf2.json', text: JSON.stringify(en, null, 2) },
  { path: 'locales/zh/events.mf2.json', text: JSON.stringify(zh, null, 2) },
]
const said = (findings: readonly { path: string; line: number; says: string }[]) =>
  findings.map(({ path, line, says }) => `${path}:${line} ${says}`)

describe('catalogues', () => {
  it.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['agree', { a: 'Hello {$name}' }, { a: '您好，{$name}' }, []],
    [
      'lack a language',
      { a: 'A', b: 'B' },
      { a: '甲' },
      ['locales/en/events.mf2.json:3 events.b is missing in zh'],
    ],
    [
      'ask for different inputs',
      { a: '{$count :number} of {$all}' },
      { a: '共{$all}个' },
      ['locales/zh/events.mf2.json:2 events.a asks for {$all}, in English for {$all} {$count}'],
    ],
    [
      'are no message',
      { a: '{{open' },
      { a: '甲' },
      ['locales/en/events.mf2.json:2 events.a is no message: Missing }} at 6'],
    ],
    [
      'break Chinese typography',
      { a: 'A', b: '{$n}', c: 'C' },
      { a: '你好,世界', b: '共 {$n} 项', c: '使用CSV文件（UTF-8）。' },
      [
        'locales/zh/events.mf2.json:2 events.a: half-width punctuation beside Chinese, "好,"',
        'locales/zh/events.mf2.json:3 events.b: a blank between Chinese and other characters, "共 \ufffc"',
      ],
    ],
  ])('%s', (_, en, zh, expected) => {
    const { entries, findings } = readEntries(catalogue(en, zh))
    expect(said([...findings, ...checkEntries(entries)])).toEqual(expected)
  })

  it('with a name twice, an empty text, a wrong name or no JSON are found', () => {
    const { findings } = readEntries([
      { path: 'locales/en/events.mf2.json', text: '{\n"a": "A",\n"a": "B",\n"b": " ",\n"C": "C"\n}' },
      { path: 'locales/zh/events.mf2.json', text: '{' },
      { path: 'locales/fr/events.mf2.json', text: '{}' },
    ])
    expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'locales/en/events.mf2.json:3',
      'locales/en/events.mf2.json:4',
      'locales/en/events.mf2.json:5',
      'locales/zh/events.mf2.json:1',
      'locales/fr/events.mf2.json:1',
    ])
  })
})

describe('use', () => {
  const names = ['title', 'kind_forum', 'kind_other', 'state.open', 'left_over', 'field_late', 'tail_x_end']
  const words = Object.fromEntries(names.map((name) => [name, 'x']))
  const { entries } = readEntries(catalogue(words, words))
  const unused = (code: string) =>
    checkUsage(entries, readUsage([{ path: 'modules/events/pages.tsx', text: code }])).map(({ says }) => says)

  it('is seen in literals, templates and prefixes', () => {
    const code = [
      "say('events.title')",
      'say(`events.kind_${kind}`)',
      "const prefix = 'events.state.'",
      "z.string('events.field_late')",
      'say(`events.tail_${x}_end`)',
    ].join('\n')
    expect(unused(code)).toEqual(['events.left_over is not used'])
  })

  it.each([
    ["say('events.gone')", true],
    ["visit.say('events.gone', { a })", true],
    ["throw new Refusal('conflict', 'events.gone')", true],
    ["invalidField('start', 'events.gone')", true],
    ["const done = { to: '/', told: 'events.gone' }", true],
    ["z.custom(isSlug, 'events.field_gone')", true],
    ["const fact = { name: 'events.gone', payload }", false],
    ["// say('events.gone')", false],
  ])('%s asks for a word that is not there: %s', (code, expected) => {
    expect(unused(code).some((says) => says.startsWith('no message'))).toBe(expected)
  })
})

describe('screens', () => {
  const found = (jsx: string) =>
    checkScreens([{ path: 'modules/events/pages.tsx', text: `export const Page = () => ${jsx}\n` }]).map(
      ({ says }) => says.replace('words on a screen: ', ''),
    )

  it.each([
    ['<p>Hello there</p>', ['"Hello there"']],
    ['<p>\n  活动\n</p>', ['"活动"']],
    ['<p>{open ? "Open" : `shut`}</p>', ['"Open"', '"shut"']],
    ['<p>{count > 0 && "Some"}{name ?? "Nobody"}</p>', ['"Some"', '"Nobody"']],
    ['<p>{`${a} of ${b}`}</p>', ['"of"']],
    ['<img alt="A stage" src="/stage.webp" />', ['"A stage"']],
    ['<input aria-label={"Search"} placeholder={`Name`} />', ['"Search"', '"Name"']],
    ['<Card title={ready ? "Ready" : undefined} />', ['"Ready"']],
    ['render({ title: "Your guests", kind: "list" })', ['"Your guests"']],
    ['<p>{say("events.title")} · {count} — 12:00</p>', []],
    ['<p class="hint wide" id="first">{items.map((item) => item.join(", "))}</p>', []],
    ['<a title={say("events.title")} href="/x">Haigui 海归</a>', []],
    ['<p>{state === "open" && <b>{name}</b>}</p>', []],
    ['<time title={"2019"}>{"…"}</time>', []],
    ['render({ title: "events.title", label: "x" })', []],
  ])('%s', (jsx, expected) => expect(found(jsx)).toEqual(expected))
})

describe('the command', () => {
  const good = {
    'locales/en/events.mf2.json': '{\n  "title": "Events"\n}\n',
    'locales/zh/events.mf2.json': '{\n  "title": "活动"\n}\n',
    'modules/events/pages.tsx': "export const Title = () => <h1>{say('events.title')}</h1>\n",
  }

  it('passes a tree that is right', () => {
    expect(checkTree('check-locales.ts', good)).toEqual({ status: 0, said: 'check-locales: nothing found\n' })
  })

  it('fails one that is not, and says where', () => {
    const { status, said } = checkTree('check-locales.ts', {
      ...good,
      'modules/events/pages.tsx': 'export const Title = () => (\n  <h1>Events</h1>\n)\n',
    })
    expect(status).toBe(1)
    expect(said.split('\n')).toEqual([
      'locales/en/events.mf2.json:2  events.title is not used',
      'modules/events/pages.tsx:2  words on a screen: "Events"',
      'check-locales: 2 found',
      '',
    ])
  })

  it('takes out what is not used', () => {
    const more = '{\n  "title": "x",\n  "old": "x"\n}\n'
    const tree = { ...good, 'locales/en/events.mf2.json': more, 'locales/zh/events.mf2.json': more }
    const { status, said } = checkTree('check-locales.ts', tree, ['--prune'])
    expect([status, said]).toEqual([0, 'taken out: 1\ncheck-locales: nothing found\n'])
  })
})
