import type { Sentence } from './sentence.ts'

/** Why there is no plan in mode all: the codes of `because`. */
export const proofs: Readonly<Record<string, Sentence>> = {
  'proof.fixed_outside': {
    en: 'Meeting {@wish} is fixed in slot {@slot}, outside its session.',
    zh: '洽谈{@wish}指定在时段{@slot}，但不在其允许的场次内。',
  },
  'proof.fixed_forbidden': {
    en: 'Meeting {@wish} is fixed in slot {@slot}, when person {@person} cannot meet.',
    zh: '洽谈{@wish}指定在时段{@slot}，而人员{@person}此时没有空。',
  },
  'proof.fixed_together': {
    en: 'Person {@person} has meetings {@wish} and {@wish2} fixed in the same slot, {@slot}.',
    zh: '人员{@person}的洽谈{@wish}与{@wish2}被指定在同一时段{@slot}。',
  },
  'proof.fixed_many': {
    en: 'Person {@person} has {meetings} meetings fixed in slot {@slot}, with {cap} at a time.',
    zh: '人员{@person}有{meetings}场洽谈被指定在同一时段{@slot}，而每个时段最多{cap}场。',
  },
  'proof.nowhere': {
    en: 'No slot suits both people of meeting {@wish} and its session.',
    zh: '没有任何时段同时适合洽谈{@wish}的双方及其场次。',
  },
  'proof.most': {
    en: 'Person {@person} has {meetings} meetings and wants {most} at the most.',
    zh: '人员{@person}有{meetings}场洽谈，而其上限为{most}场。',
  },
  'proof.circle': {
    en: 'Meeting {@wish} has to come before itself: {orders} rules of order make a circle.',
    zh: '洽谈{@wish}须先于自身：{orders}条次序规则构成循环。',
  },
  'proof.person': {
    en: 'Person {@person} has {meetings} meetings that can only be in {slots} slots, with {cap} at a time.',
    zh: '人员{@person}有{meetings}场洽谈只能安排在{slots}个时段，每个时段最多{cap}场。',
  },
  'proof.taken': {
    en: 'Meeting {@wish} cannot be in slot {@slot}: {meetings} other meetings of person {@person} need all of the {slots} slots they can have.',
    zh: '洽谈{@wish}不能在时段{@slot}：人员{@person}的另外{meetings}场洽谈需要占满它们可用的全部{slots}个时段。',
  },
  'proof.tables': {
    en: '{meetings} meetings can only be in {slots} slots, which have {places} tables in all that would do.',
    zh: '{meetings}场洽谈只能安排在{slots}个时段，而这些时段中适用的桌总共只有{places}张。',
  },
  'proof.full': {
    en: 'Meeting {@wish} cannot be in slot {@slot}: {meetings} meetings that can be nowhere else take every table that would do.',
    zh: '洽谈{@wish}不能在时段{@slot}：{meetings}场别无选择的洽谈已占满所有适用的桌。',
  },
  'proof.too_early': {
    en: 'Meeting {@wish} cannot be in slot {@slot}: meeting {@wish2} has to come before and cannot be so early.',
    zh: '洽谈{@wish}不能在时段{@slot}：洽谈{@wish2}须先进行，却无法这么早。',
  },
  'proof.too_late': {
    en: 'Meeting {@wish} cannot be in slot {@slot}: meeting {@wish2} has to come after and cannot be so late.',
    zh: '洽谈{@wish}不能在时段{@slot}：洽谈{@wish2}须随后进行，却无法这么晚。',
  },
  'proof.empty': { en: 'No slot is left for meeting {@wish}.', zh: '洽谈{@wish}已没有可用时段。' },
  'proof.steps': {
    en: 'Shown by {steps} steps, each of which rules out one slot of one meeting; the last is:',
    zh: '经{steps}步推导得出，每步排除一场洽谈的一个时段；最后一步是：',
  },
  'proof.unfair': {
    en: 'Person {@person} has at least {breaks} breaks; person {@person2} with {meetings} meetings has so few that nobody may have more than {most}.',
    zh: '人员{@person}至少有{breaks}个空档；人员{@person2}只有{meetings}场洽谈，空档很少，因此任何人都不得超过{most}个。',
  },
  'proof.search': {
    en: 'A complete search found no plan: every way was followed to a contradiction ({conflicts} of them).',
    zh: '完整搜索后没有可行日程：每种可能都推导出矛盾（共{conflicts}处）。',
  },
  'proof.search_fair': {
    en: 'A complete search found no plan in which nobody has more than {fairness} breaks more than anybody else: every way was followed to a contradiction ({conflicts} of them).',
    zh: '完整搜索后，不存在任意两人空档数相差不超过{fairness}的可行日程：每种可能都推导出矛盾（共{conflicts}处）。',
  },
  'proof.core': {
    en: 'Between {people} people alone there are {meetings} meetings that cannot all be placed, whatever the others do:',
    zh: '仅这{people}人彼此之间的{meetings}场洽谈就无法全部安排，与其他人无关：',
  },
  'proof.core_person': {
    en: 'Person {@person} is one of them, with {meetings} of these meetings.',
    zh: '其中包括人员{@person}，涉及{meetings}场。',
  },
  'proof.pinned': {
    en: 'Meeting {@wish} is pinned to table {@table} in slot {@slot}, where another pin, a closed table or its kind does not let it be.',
    zh: '洽谈{@wish}被锁定在时段{@slot}的桌{@table}，但该桌已有其他锁定、已关闭或类型不符。',
  },
}
