import type { HardRuleName, SoftRuleName } from '../constraints/index.ts'
import type { Sentence } from './sentence.ts'

/** Each rule of a timetable in one sentence. */
export const rules: Readonly<Record<HardRuleName | SoftRuleName, Sentence>> = {
  available: { en: 'Both people are free in the slot.', zh: '双方在该时段都有空。' },
  inSession: { en: 'A meeting stays in its session.', zh: '洽谈须安排在规定的场次内。' },
  atFixedSlot: { en: 'A meeting with a fixed slot is in that slot.', zh: '已指定时段的洽谈须在该时段进行。' },
  pinKept: { en: 'A pinned meeting stays where it is.', zh: '已锁定的洽谈保持原位。' },
  personOnce: {
    en: 'Nobody has two meetings at once, or more than they have delegates.',
    zh: '同一时段每人只有一场洽谈；有多名代表的，不超过代表人数。',
  },
  inOrder: {
    en: 'A meeting that has to come first is in an earlier slot.',
    zh: '应在前的洽谈须排在更早的时段。',
  },
  withinMost: { en: 'Nobody has more meetings than their limit.', zh: '每人的洽谈不超过其上限。' },
  rightKind: { en: 'The table is of a kind that suits the meeting.', zh: '桌的类别须适合该洽谈。' },
  tableOpen: { en: 'The table is open in the slot.', zh: '桌在该时段没有停用。' },
  tableOnce: { en: 'A table holds one meeting at a time.', zh: '同一时段一张桌只安排一场洽谈。' },
  musts: { en: 'As many musts as possible are placed.', zh: '尽可能多地安排必谈意向。' },
  weight: { en: 'What is placed is worth as much as possible.', zh: '已安排洽谈的总权重尽可能高。' },
  newcomers: { en: 'Newcomers get a first meeting.', zh: '让新人至少有一场洽谈。' },
  breaks: { en: 'There are few breaks between meetings.', zh: '洽谈之间的空档尽可能少。' },
  spread: { en: 'Nobody has many more breaks than others.', zh: '各人的空档数尽可能接近。' },
  tableChanges: { en: 'People change tables rarely.', zh: '尽可能少换桌。' },
}
