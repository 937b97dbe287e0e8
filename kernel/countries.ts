import { type Locale, languageTag, locales } from './locale.ts'

declare const countryBrand: unique symbol
/** An assigned ISO 3166-1 alpha-2 code in capitals. Pages speak of "countries and regions". */
export type CountryCode = string & { readonly [countryBrand]: true }

/** ISO 3166-1 alpha-2: all codes that are assigned, in the order of the alphabet. */
export const countryCodes: readonly CountryCode[] = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
  BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
  EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
  HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
  LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
  NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
  SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
  TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
`
  .trim()
  .split(/\s+/) as CountryCode[] // the list itself is what makes a code one

const assigned: ReadonlySet<string> = new Set(countryCodes)

export const isCountry = (code: unknown): code is CountryCode =>
  typeof code === 'string' && assigned.has(code)

// Reviewed by hand; everything else is named as CLDR names it. Change it by a decision, never in passing.
const overrides: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    CD: 'Congo (Kinshasa)',
    CG: 'Congo (Brazzaville)',
    FK: 'Falkland Islands (Malvinas)',
    HK: 'Hong Kong, China',
    MM: 'Myanmar',
    MO: 'Macao, China',
    PS: 'Palestine',
    TW: 'Taiwan, China',
  },
  zh: { FK: '福克兰群岛（马尔维纳斯）', HK: '中国香港', MO: '中国澳门', PS: '巴勒斯坦', TW: '中国台湾' },
}

const displayNames: Readonly<Record<Locale, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames(languageTag.en, { type: 'region' }),
  zh: new Intl.DisplayNames(languageTag.zh, { type: 'region' }),
}

/** The name in the reader's language; a code that is not assigned comes back as it is. */
export const countryName = (code: string, locale: Locale): string =>
  overrides[locale][code] ?? (assigned.has(code) ? displayNames[locale].of(code) : undefined) ?? code

export type Country = { code: CountryCode; name: string }

const sorted: Partial<Record<Locale, readonly Country[]>> = {}

/** All of them for a list to choose from: by the alphabet in English, by pinyin in Chinese. */
export function countriesSorted(locale: Locale): readonly Country[] {
  const kept = sorted[locale]
  if (kept) return kept
  const order = new Intl.Collator(locale === 'zh' ? 'zh-u-co-pinyin' : languageTag.en)
  const made = countryCodes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => order.compare(a.name, b.name))
  sorted[locale] = made
  return made
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\band\b/g, '&')
    .replace(/[^\p{L}\p{N}&]/gu, '')

// What people write in spreadsheets besides the name itself.
const alsoCalled: Readonly<Record<string, string>> = {
  'Bolivia Plurinational State of': 'BO',
  Britain: 'GB',
  'Brunei Darussalam': 'BN',
  'Cabo Verde': 'CV',
  'Czech Republic': 'CZ',
  England: 'GB',
  'Great Britain': 'GB',
  Holland: 'NL',
  'Hong Kong': 'HK',
  'Hong Kong SAR': 'HK',
  'Iran Islamic Republic of': 'IR',
  'Ivory Coast': 'CI',
  Korea: 'KR',
  'Korea Republic of': 'KR',
  'Republic of Korea': 'KR',
  'Lao PDR': 'LA',
  Macao: 'MO',
  Macau: 'MO',
  'Northern Ireland': 'GB',
  PRC: 'CN',
  "People's Republic of China": 'CN',
  'Russian Federation': 'RU',
  Scotland: 'GB',
  Swaziland: 'SZ',
  Taiwan: 'TW',
  Turkey: 'TR',
  UAE: 'AE',
  UK: 'GB',
  USA: 'US',
  'United States of America': 'US',
  'Viet Nam': 'VN',
  Wales: 'GB',
  中华人民共和国: 'CN',
  中国大陆: 'CN',
  内地: 'CN',
  阿联酋: 'AE',
  台湾: 'TW',
  香港: 'HK',
  澳门: 'MO',
  英格兰: 'GB',
  苏格兰: 'GB',
  大韩民国: 'KR',
  美利坚合众国: 'US',
}

let byName: ReadonlyMap<string, CountryCode> | undefined

function names(): ReadonlyMap<string, CountryCode> {
  const made = new Map<string, CountryCode>()
  for (const [name, code] of Object.entries(alsoCalled)) if (isCountry(code)) made.set(fold(name), code)
  for (const locale of locales) {
    for (const code of countryCodes) {
      made.set(fold(displayNames[locale].of(code) ?? code), code)
      made.set(fold(countryName(code, locale)), code)
    }
  }
  return made
}

/** Reads a code in any case, or a name in either language as people write it; null when it is none of them. */
export function parseCountry(text: string): CountryCode | null {
  const typed = text.trim()
  if (typed === '' || typed.length > 80) return null
  const code = typed.toUpperCase()
  if (isCountry(code)) return code
  byName ??= names()
  return byName.get(fold(typed)) ?? null
}
