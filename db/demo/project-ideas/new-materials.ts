import type { Idea } from './idea.ts'

export const newMaterials: readonly Idea[] = [
  [
    'Glass that bends twice',
    '双向可折叠玻璃',
    'Thin glass that survives a fold in either direction.',
    '两个方向均可折叠的超薄玻璃。',
  ],
  [
    'Seaweed packaging film',
    '海藻包装膜',
    'A food film from seaweed that seals like plastic.',
    '像塑料一样可热封的海藻食品膜。',
  ],
  [
    'Self-healing sea paint',
    '自修复船舶涂料',
    'Closes scratches in salt water within a day.',
    '在海水中一天内自行修复划痕。',
  ],
  ['Basalt rebar', '玄武岩筋材', 'Reinforcement that never rusts, for quays.', '用于码头的永不锈蚀筋材。'],
  [
    'Graphene heater textile',
    '石墨烯发热织物',
    'A washable cloth that warms at five volts.',
    '五伏供电、可水洗的发热布。',
  ],
  [
    'Membrane for lithium brine',
    '盐湖提锂膜',
    'Takes lithium from brine with a third of the water.',
    '用三分之一的水从卤水中提锂。',
  ],
  [
    'Quieting foam from lignin',
    '木质素吸声泡沫',
    'Acoustic foam made of what paper mills throw away.',
    '用造纸废料制成的吸声泡沫。',
  ],
]
