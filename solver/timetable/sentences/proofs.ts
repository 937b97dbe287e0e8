import type { Sentence } from './sentence.ts'

/** Why there is no plan in mode all: the codes of `because`. */
export const proofs: Readonly<Record<string, Sentence>> = {
  'proof.fixed_outside': {
    en: 'Meeting {@wish} is fixed in slot {@slot}, outside its session.',
    zh: '洽谈 {@wish} 指定在时段 {@slot}，但不在其允许的场次内。',
  },
  'proof.fixed_forbidden': {
    en: 'Meeting {@wish} is fixed in slot {@slot}, when person {@person} cannot meet.',
    zh: '洽谈 {@wish} 指定在时段 {@slot}，而人员 {@person} 此时没有空。',
  },
  'proof.fixed_together': {
    en: 'Person {@person} has meetings {@wish} and {@wish2} fixed in the same slot, {@slot}.',
    zh: '人员 {@person} 的洽谈 {@wish} 与 {@wish2} 被指定在同一时段 {@slot}。',
  },
  'proof.nowhere': {
    en: 'No slot suits both people of meeting {@wish} and its session.',
    zh: '没有任何时段同时适合洽谈 {@wish} 的双方及其场次。',
  },
  'proof.most': {
    en: 'Person {@person} has {meetings} meetings and wants {most} at the most.',
    zh: '人员 {@person} 有 {meetings} 场洽谈，而其上限为 {most} 场。',
  },
  'proof.circle': {
    en: 'Meeting {@wish} has to come before itself: {orders} rules of order make a circle.',
    zh: '洽谈 {@wish} 须先于自身：{orders} 条次序规则构成循环。',
  },
}
