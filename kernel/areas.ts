import { type CountryCode, countryCodes } from './countries.ts'
import { type Locale, languageTag } from './locale.ts'

/** Continents by their codes of UN M.49, which CLDR names. */
export const areaCodes = ['142', '150', '019', '002', '009'] as const
export type AreaCode = (typeof areaCodes)[number]

// As CLDR contains them; every assigned code stands once. Asia has the rest.
const outside: Readonly<Record<Exclude<AreaCode, '142'>, string>> = {
  '150': `AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT
    NL NO PL PT RO RS RU SE SI SJ SK SM UA VA`,
  '019': `AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC MF MQ
    MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI`,
  '002': `AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE
    NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW`,
  '009': 'AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
}

const areas = new Map<string, AreaCode>(
  areaCodes.flatMap((area) =>
    area === '142' ? [] : outside[area].split(/\s+/).map((code) => [code, area] as const),
  ),
)

export const isArea = (code: unknown): code is AreaCode => areaCodes.some((each) => each === code)

/** The continent of a country or region. */
export const areaOf = (code: CountryCode): AreaCode => areas.get(code) ?? '142'

/** Countries and regions of a continent. */
export const countriesIn = (area: AreaCode): readonly CountryCode[] =>
  countryCodes.filter((code) => areaOf(code) === area)

const names: Readonly<Record<Locale, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames(languageTag.en, { type: 'region' }),
  zh: new Intl.DisplayNames(languageTag.zh, { type: 'region' }),
}

export const areaName = (area: AreaCode, locale: Locale): string => names[locale].of(area) ?? area
