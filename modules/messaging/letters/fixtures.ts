import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import { instant } from '#kernel/time'
import type { Person } from '#modules/people'

/** Somebody whom a letter is written to. */
export const anAddressee = (over: Partial<Person> = {}): Person => ({
  id: newId<'person'>(),
  name: personName({ latinGiven: 'Wei', latinFamily: 'Li', han: '李伟' }),
  email: 'wei@example.org',
  country: 'GB',
  languages: [],
  affiliation: '',
  education: [],
  locale: 'en',
  madeUp: true,
  createdAt: instant('2019-05-01T09:00:00Z'),
  erasedAt: null,
  ...over,
})
