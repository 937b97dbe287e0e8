import type { Sentence } from './sentence.ts'

/** What a move would break, and what stands in the way of a wish that is not placed. */
export const obstacles: Readonly<Record<string, Sentence>> = {
  'move.person': {
    en: 'Person {@person} is in another meeting in slot {@slot}.',
    zh: '人员{@person}在时段{@slot}已有其他洽谈。',
  },
  'move.table': {
    en: 'Table {@table} is taken in slot {@slot}.',
    zh: '桌{@table}在时段{@slot}已被占用。',
  },
  'move.away': {
    en: 'Person {@person} is not free in slot {@slot}.',
    zh: '人员{@person}在时段{@slot}没有空。',
  },
  'move.session': {
    en: 'Slot {@slot} is outside the session of this meeting.',
    zh: '时段{@slot}不在该洽谈的场次内。',
  },
  'move.fixed': { en: 'This meeting is fixed in slot {@slot}.', zh: '该洽谈指定在时段{@slot}。' },
  'move.order': {
    en: 'Wish {@wish} has to be before wish {@wish2}.',
    zh: '意向{@wish}须排在意向{@wish2}之前。',
  },
  'move.most': {
    en: 'Person {@person} has as many meetings as their limit allows ({most}).',
    zh: '人员{@person}的洽谈已达上限（{most}场）。',
  },
  'move.kind': {
    en: 'Table {@table} is of a kind that does not suit this meeting.',
    zh: '桌{@table}的类别不适合该洽谈。',
  },
  'move.closed': { en: 'Table {@table} is closed in slot {@slot}.', zh: '桌{@table}在时段{@slot}停用。' },
  'move.pinned': {
    en: 'This meeting is pinned to slot {@slot}, table {@table}.',
    zh: '该洽谈已锁定在时段{@slot}、桌{@table}。',
  },
  'left.apart': {
    en: 'Persons {@person} and {@person2} are never free at the same time.',
    zh: '人员{@person}与{@person2}没有共同的空闲时段。',
  },
  'left.session': {
    en: 'The slots in which persons {@person} and {@person2} are both free ({slots}) are all outside the session of this meeting.',
    zh: '人员{@person}与{@person2}共同空闲的{slots}个时段都不在该洽谈的场次内。',
  },
  'left.fixed': {
    en: 'The meeting is fixed in slot {@slot}, when person {@person} is not free.',
    zh: '该洽谈指定在时段{@slot}，而人员{@person}此时没有空。',
  },
  'left.fixed_outside': {
    en: 'The meeting is fixed in slot {@slot}, outside its session.',
    zh: '该洽谈指定在时段{@slot}，但不在其场次内。',
  },
  'left.kind': {
    en: 'No table that suits this meeting is open in any of its {slots} slots.',
    zh: '在其可选的{slots}个时段内，没有适合该洽谈的桌开放。',
  },
  'left.busy': {
    en: 'Person {@person} is in other meetings in {slots} of the {of} slots that would do.',
    zh: '在{of}个可选时段中，人员{@person}有{slots}个已有其他洽谈。',
  },
  'left.tables': {
    en: 'All tables that would do are taken in {slots} of the {of} slots that would do.',
    zh: '在{of}个可选时段中，有{slots}个时段合适的桌已满。',
  },
  'left.order': {
    en: 'Wish {@wish} has to be before wish {@wish2}, which rules out {slots} of the {of} slots that would do.',
    zh: '意向{@wish}须排在意向{@wish2}之前，因此{of}个可选时段中有{slots}个不可用。',
  },
  'left.outweighed': {
    en: 'Its weight is {weight}; whichever slot it took, what stands in its way weighs {against} or more.',
    zh: '其权重为{weight}，而无论排在哪个时段，与之冲突的洽谈权重都不低于{against}。',
  },
  'left.musts': {
    en: 'Whichever slot it took, a must stands in its way.',
    zh: '无论排在哪个时段，都与必谈意向冲突。',
  },
  'left.more_musts': {
    en: 'It is a must; whichever slot it took, {musts} musts or more stand in its way.',
    zh: '它是必谈意向；但无论排在哪个时段，与之冲突的必谈意向都不少于{musts}项。',
  },
  'left.open': { en: 'Nothing stands in its way in slot {@slot}.', zh: '在时段{@slot}可以安排。' },
}
