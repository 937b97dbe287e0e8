import type { Sentence } from './sentence.ts'

/** What is wrong with a problem that cannot be looked at: the codes of ShapeError. */
export const shapes: Readonly<Record<string, Sentence>> = {
  'shape.people': {
    en: 'The number of people, {value}, is not a whole number from 0.',
    zh: '人数{value}不是非负整数。',
  },
  'shape.slots': {
    en: 'The number of slots, {value}, is not a whole number from 1.',
    zh: '时段数{value}不是正整数。',
  },
  'shape.free': {
    en: 'Availability has {size} entries where people × slots are {wanted}.',
    zh: '可用时段表有{size}项，应为人数×时段数，即{wanted}项。',
  },
  'shape.most': {
    en: 'Most meetings has {size} entries for {wanted} people.',
    zh: '洽谈上限有{size}项，而人数为{wanted}。',
  },
  'shape.delegates': {
    en: 'Delegates has {size} entries for {wanted} people.',
    zh: '代表人数有{size}项，而人数为{wanted}。',
  },
  'shape.newcomer': {
    en: 'Newcomers has {size} entries for {wanted} people.',
    zh: '新人标记有{size}项，而人数为{wanted}。',
  },
  'shape.start': {
    en: 'The plan to start from has {size} entries for {wanted} wishes.',
    zh: '起始日程有{size}项，而意向数为{wanted}。',
  },
  'shape.start_slot': {
    en: 'The plan to start from puts wish {@wish} in slot or table number {value}, which does not exist.',
    zh: '起始日程把意向{@wish}放在不存在的时段或桌（编号{value}）。',
  },
  'start.pin': {
    en: 'Wish {@wish} is pinned where a rule or another pin does not let it be.',
    zh: '意向{@wish}锁定的位置与规则或其他锁定相冲突。',
  },
  'tables.none': { en: 'There is no table, so nobody can meet.', zh: '没有任何洽谈桌，无法安排洽谈。' },
  'tables.kind': {
    en: 'Table {@table} has a kind that is not a whole number from 0.',
    zh: '桌{@table}的类别不是非负整数。',
  },
  'tables.closed': {
    en: 'Table {@table} is closed in a slot that does not exist.',
    zh: '桌{@table}的停用时段不存在。',
  },
  'wish.self': {
    en: 'Wish {@wish} is of person {@person} for themselves.',
    zh: '意向{@wish}的双方是同一人（{@person}）。',
  },
  'wish.person': {
    en: 'Wish {@wish} names a person who does not exist.',
    zh: '意向{@wish}中有不存在的人员。',
  },
  'wish.weight': {
    en: 'Wish {@wish} has a weight that is not a whole number from 0 to 1,000,000.',
    zh: '意向{@wish}的权重不是0至1,000,000之间的整数。',
  },
  'wish.slot': {
    en: 'Wish {@wish} names a slot that does not exist.',
    zh: '意向{@wish}中有不存在的时段。',
  },
  'wish.kind': {
    en: 'Wish {@wish} names no kind of table that could do.',
    zh: '意向{@wish}没有写明可用的桌类别。',
  },
  'precedes.wish': {
    en: 'Rule of order {@order} names a wish that does not exist.',
    zh: '次序规则{@order}中有不存在的意向。',
  },
  'precedes.self': {
    en: 'Wish {@wish} is asked to come before itself.',
    zh: '意向{@wish}被要求先于自身。',
  },
  'options.fairness': { en: 'Fairness is not a whole number from 0.', zh: '公平上限不是非负整数。' },
  'options.budget': {
    en: 'The budget names neither milliseconds nor steps from 0.',
    zh: '预算既没有毫秒数，也没有步数（须为非负数）。',
  },
  'options.threads': {
    en: 'The number of threads is not a whole number from 1 to 64.',
    zh: '线程数不是1至64之间的整数。',
  },
  'options.seed': { en: 'The seed is not a whole number.', zh: '随机种子不是整数。' },
}
