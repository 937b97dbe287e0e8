import type { Idea } from './idea.ts'

export const aerospace: readonly Idea[] = [
  [
    'Paper-thin star tracker',
    '超薄星敏感器',
    'Attitude for small satellites from a sensor of four millimetres.',
    '四毫米厚的小卫星姿态传感器。',
  ],
  [
    'Runway debris finder',
    '跑道异物探测',
    'A radar on the inspection car that sees a bolt at sixty metres.',
    '车载雷达，六十米外可见螺栓。',
  ],
  [
    'Drone for mountain rescue',
    '山地救援无人机',
    'Flies in forty knots and drops a rope with its own light.',
    '可在四十节风速下飞行并投放带灯绳索。',
  ],
  [
    'Ice-free rotor coating',
    '旋翼防冰涂层',
    'A coat that sheds ice without heat.',
    '无需加热即可脱冰的涂层。',
  ],
  [
    'Cabin air by light',
    '光催化客舱净化',
    'Cleans cabin air with lamps that last ten thousand hours.',
    '使用寿命一万小时的客舱净化灯。',
  ],
  [
    'Reusable sounding rocket',
    '可重复使用探空火箭',
    'Brings instruments back on the same day.',
    '当日回收仪器的探空火箭。',
  ],
  [
    'Low-orbit weather swarm',
    '低轨气象星群',
    'Twelve cubes that look at one storm from all sides.',
    '十二颗立方星从各方向观测同一风暴。',
  ],
]
