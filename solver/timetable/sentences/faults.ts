import type { Sentence } from './sentence.ts'

/** What a plan breaks: the codes of `faultsOf`. */
export const faults: Readonly<Record<string, Sentence>> = {
  'broken.size': {
    en: 'The plan has {size} entries for {wanted} wishes.',
    zh: '日程有{size}项，而意向数为{wanted}。',
  },
  'broken.place': {
    en: 'Wish {@wish} is in a slot or at a table that does not exist.',
    zh: '意向{@wish}的时段或桌不存在。',
  },
  'broken.within': {
    en: 'Wish {@wish} is in slot {@slot}, outside its session.',
    zh: '意向{@wish}在时段{@slot}，超出允许的场次。',
  },
  'broken.fixed': {
    en: 'Wish {@wish} is in slot {@slot}, not where it is fixed.',
    zh: '意向{@wish}在时段{@slot}，不是指定的时段。',
  },
  'broken.free': {
    en: 'Wish {@wish} is in slot {@slot}, when person {@person} cannot meet.',
    zh: '意向{@wish}在时段{@slot}，而人员{@person}此时没有空。',
  },
  'broken.kind': {
    en: 'Wish {@wish} is at table {@table}, which will not do.',
    zh: '意向{@wish}的桌{@table}类别不符。',
  },
  'broken.closed': {
    en: 'Table {@table} is closed in slot {@slot}.',
    zh: '桌{@table}在时段{@slot}停用。',
  },
  'broken.table': {
    en: 'Table {@table} has two meetings in slot {@slot}.',
    zh: '桌{@table}在时段{@slot}有两场洽谈。',
  },
  'broken.person': {
    en: 'Person {@person} has too many meetings in slot {@slot}.',
    zh: '人员{@person}在时段{@slot}的洽谈过多。',
  },
  'broken.most': {
    en: 'Person {@person} has {meetings} meetings, more than agreed.',
    zh: '人员{@person}有{meetings}场洽谈，超过上限。',
  },
  'broken.order': {
    en: 'Wish {@wish} is not before wish {@wish2}.',
    zh: '意向{@wish}没有排在意向{@wish2}之前。',
  },
  'broken.left': { en: 'Wish {@wish} is not placed.', zh: '意向{@wish}没有安排。' },
  'broken.fairness': {
    en: 'Two people are {spread} breaks apart; {most} is the most.',
    zh: '空档数最多与最少的人相差{spread}，上限为{most}。',
  },
}
