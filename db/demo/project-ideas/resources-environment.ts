import type { Idea } from './idea.ts'

export const resourcesEnvironment: readonly Idea[] = [
  [
    'Microplastic skimmer',
    '微塑料收集器',
    'Takes plastic dust out of harbour water.',
    '从港口水体中清除微塑料。',
  ],
  [
    'Soil that keeps rain',
    '蓄水土壤改良剂',
    'A mineral that halves watering of young trees.',
    '使幼树浇水量减半的矿物。',
  ],
  [
    'Noise map from buses',
    '公交噪声地图',
    'Buses that map street noise as they drive.',
    '公交行驶中绘制街道噪声图。',
  ],
  [
    'Magnet recovery line',
    '磁体回收线',
    'Rare earths back from old motors without acid.',
    '无酸回收旧电机中的稀土。',
  ],
  ['Methane eye', '甲烷之眼', 'A camera that sees what a landfill breathes.', '可见垃圾填埋场排放的相机。'],
  [
    'Desalination by waves',
    '波浪能海水淡化',
    'Fresh water for islands, without a motor.',
    '无需电机的海岛淡化装置。',
  ],
  [
    'Oyster reef bricks',
    '牡蛎礁砖',
    'Bricks that oysters like, against erosion.',
    '吸引牡蛎附着以防侵蚀的砖。',
  ],
]
