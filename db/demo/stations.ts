import type { Bilingual } from '#kernel/text'
import { zone } from '#kernel/time'

const station = (
  slug: string,
  city: Bilingual,
  country: string,
  territory: readonly string[],
  place: string,
  openedYear: number | null,
) => ({
  slug,
  name: { en: `${city.en} station`, zh: `${city.zh}工作站` },
  city,
  country,
  territory: [...territory],
  zone: zone(place),
  openedYear,
  about: {
    en: `Promotes the summit, shows projects online and keeps contact with student groups and talent institutions around ${city.en}.`,
    zh: `负责${city.zh}及周边地区的推介和线上项目展示，并与当地留学生社团和人才机构保持联系。`,
  },
})

/** The six stations by the twentieth edition. Only London's year is known; the territories are set for the demo. */
export const stations = [
  station(
    'silicon-valley',
    { en: 'Silicon Valley', zh: '硅谷' },
    'US',
    ['US', 'MX'],
    'America/Los_Angeles',
    null,
  ),
  station('boston', { en: 'Boston', zh: '波士顿' }, 'US', ['US'], 'America/New_York', null),
  station('seattle', { en: 'Seattle', zh: '西雅图' }, 'US', ['US'], 'America/Los_Angeles', null),
  station(
    'london',
    { en: 'London', zh: '伦敦' },
    'GB',
    ['GB', 'IE', 'FR', 'DE', 'NL', 'ES', 'IT', 'SE', 'CH', 'PL', 'FI'],
    'Europe/London',
    2018,
  ),
  station('vancouver', { en: 'Vancouver', zh: '温哥华' }, 'CA', ['CA'], 'America/Vancouver', null),
  station('tokyo', { en: 'Tokyo', zh: '东京' }, 'JP', ['JP', 'KR', 'SG'], 'Asia/Tokyo', null),
] as const
