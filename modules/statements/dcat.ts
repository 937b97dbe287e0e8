import { hash } from 'node:crypto'
import type { Locale, Words } from '#kernel/i18n'
import { pick } from '#kernel/text'
import type { Edition, Programme } from '#modules/programme'
import type { Frozen, Statement } from './model.ts'
import { isKnown, isWhole } from './rules/index.ts'

type Described = {
  statement: Statement
  frozen: Frozen
  edition: Edition | undefined
  programme: Programme | undefined
  origin: string
  locale: Locale
  words: Words
}

const files = [
  ['data.json', 'application/json'],
  ['data.csv', 'text/csv'],
  ['statement.pdf', 'application/pdf'],
  ['grants.json', 'application/json'],
] as const

/** schema.org and DCAT in one description: catalogues read the second, search engines the first. */
export const datasetOf = (described: Described): object => ({
  ...outlineOf(described),
  variableMeasured: described.frozen.figures.map(
    ({ metric, title, definition, value, high, unit, currency, ...figure }) => ({
      '@type': 'PropertyValue',
      propertyID: metric,
      name: text((lang) => title[lang]),
      description: text((lang) => definition[lang]),
      ...(isKnown(figure) && (high > value ? { minValue: value, maxValue: high } : { value })),
      unitText: currency === null ? unit : `${currency} (minor units)`,
    }),
  ),
})

/** Of the file as it is downloaded; the statement's own hash has a line before it that says what it is. */
const checksumOf = (file: string) => ({
  '@type': 'spdx:Checksum',
  'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
  'spdx:checksumValue': { '@type': 'xsd:hexBinary', '@value': hash('sha256', file, 'hex') },
})

const text = (of: (lang: Locale) => string) => [
  { '@language': 'en', '@value': of('en') },
  { '@language': 'zh-Hans', '@value': of('zh') },
]

/** The programme answers for what it publishes. */
function publisherOf({ name }: Programme, origin: string): object {
  const agent = {
    '@type': ['Organization', 'foaf:Agent'],
    '@id': `${origin}/`,
    name: text((lang) => pick(name, lang).value),
    'foaf:name': text((lang) => pick(name, lang).value),
  }
  return { publisher: agent, 'dct:publisher': agent }
}

/** What it is, for whoever reads it in a catalogue among others' data: there nothing else says whose edition it is. */
function nameOf({ statement, frozen, edition, programme, words }: Described, lang: Locale): string {
  const named = edition ? pick(edition.name, lang).value : frozen.edition
  const of = programme ? pick(programme.name, lang).value : ''
  return words.say(lang)('statements.dataset', { programme: of, edition: named, number: statement.number })
}

/** The same without each figure, for the page that shows them all: with their definitions it weighs more than the page. */
export function outlineOf(described: Described): object {
  const { statement, frozen, edition, programme, origin, locale, words } = described
  const address = `${origin}/${locale}/statements/${statement.id}`
  const name = (lang: Locale) => nameOf(described, lang)
  return {
    '@context': {
      '@vocab': 'https://schema.org/',
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@type': ['Dataset', 'dcat:Dataset'],
    '@id': address,
    name: text(name),
    'dct:title': text(name),
    'dct:description': text((lang) =>
      frozen.figures.map(({ title }) => title[lang]).join(lang === 'zh' ? '、' : '; '),
    ),
    'dct:identifier': statement.id,
    ...(programme && publisherOf(programme, origin)),
    'dct:issued': statement.releasedAt,
    'dct:language': ['en', 'zh-Hans'],
    dateModified: statement.cutAt,
    version: String(statement.number),
    ...(edition && {
      temporalCoverage: `${edition.startsOn}/${edition.endsOn}`,
      'dct:temporal': {
        '@type': 'dct:PeriodOfTime',
        'dcat:startDate': { '@type': 'xsd:date', '@value': edition.startsOn },
        'dcat:endDate': { '@type': 'xsd:date', '@value': edition.endsOn },
      },
    }),
    isAccessibleForFree: true,
    'dcat:distribution': files.map(([file, type]) => ({
      '@type': ['DataDownload', 'dcat:Distribution'],
      contentUrl: `${address}/${file}`,
      'dcat:downloadURL': { '@id': `${address}/${file}` },
      'dcat:mediaType': type,
      encodingFormat: type,
      ...(file === 'grants.json' && {
        'dct:title': text((lang) => words.say(lang)('statements.dataset_grants', { statement: name(lang) })),
      }),
      ...(file === 'data.json' && isWhole(frozen) && { 'spdx:checksum': checksumOf(statement.body) }),
    })),
  }
}
