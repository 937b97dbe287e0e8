import type { Idea } from './idea.ts'

export const newEnergy: readonly Idea[] = [
  [
    'Iron-air battery for parks',
    '园区铁空气电池',
    'Stores a windy week in iron and air.',
    '以铁和空气储存一周的风电。',
  ],
  [
    'Tidal fence',
    '潮汐发电栅',
    'Slow blades across a channel, safe for fish.',
    '横跨水道的低速叶片，不伤鱼类。',
  ],
  [
    'Solar kiln for bricks',
    '太阳能砖窑',
    'Fires bricks with mirrors and a salt store.',
    '用镜场与熔盐储热烧砖。',
  ],
  [
    'Heat pump for ships',
    '船用热泵',
    'Turns engine heat into cold for the hold.',
    '将主机余热转为货舱冷量。',
  ],
  [
    'Hydrogen leak nose',
    '氢泄漏电子鼻',
    'Smells one part in a million within a second.',
    '一秒内感知百万分之一的氢气。',
  ],
  [
    'Second life for bus batteries',
    '公交电池梯次利用',
    'Sorts used cells in a minute each.',
    '一分钟分选一节旧电芯。',
  ],
  [
    'Perovskite window',
    '钙钛矿发电窗',
    'A window that makes a tenth of a flat’s power.',
    '可提供住宅一成用电的窗户。',
  ],
  [
    'Grid brake for wind farms',
    '风电场电网制动',
    'Spares gearboxes when the grid drops.',
    '电网跌落时保护齿轮箱。',
  ],
]
