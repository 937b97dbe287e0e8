import type { Idea } from './idea.ts'

export const advancedManufacturing: readonly Idea[] = [
  [
    'Robot hand that feels cloth',
    '能感知布料的机械手',
    'Picks one shirt from a heap.',
    '可从一堆衣物中取出一件衬衫。',
  ],
  [
    'Laser cladding for gears',
    '齿轮激光熔覆',
    'Gives a worn tooth back its shape in ten minutes.',
    '十分钟修复磨损齿形。',
  ],
  [
    'Dimensional check by sound',
    '声学尺寸检测',
    'Hears whether a casting is within tolerance.',
    '凭声音判断铸件是否合格。',
  ],
  [
    'Micro factory for prosthetics',
    '假肢微型工厂',
    'Prints and fits a socket on one day.',
    '一天内打印并适配接受腔。',
  ],
  [
    'Cobot for ship hulls',
    '船体协作机器人',
    'Grinds weld seams hanging from a magnet.',
    '磁吸悬挂打磨焊缝。',
  ],
  [
    'Needle bearing inspector',
    '滚针轴承检测仪',
    'Ten bearings a second, each with its picture.',
    '每秒检测十个轴承并留存图像。',
  ],
  [
    'Toolpath that learns',
    '自学习刀路',
    'Learns from each part and spares a fifth of the time.',
    '从每个零件学习，节省五分之一工时。',
  ],
  [
    'Battery can line',
    '电池壳产线',
    'A line that changes size without stopping.',
    '不停机换型的电池壳产线。',
  ],
]
