import type { Idea } from './idea.ts'

export const electronicInformation: readonly Idea[] = [
  [
    'Pocket gravity sensor',
    '便携重力传感器',
    'A cold-atom sensor the size of a lunch box that finds pipes and cavities under a street.',
    '饭盒大小的冷原子传感器，可探测街道下方的管线与空洞。',
  ],
  [
    'Quiet radio for factories',
    '工厂低干扰无线通信',
    'Radio links that keep their timing beside welding robots.',
    '在焊接机器人旁仍能保持时序的无线链路。',
  ],
  [
    'Edge vision for cold stores',
    '冷库边缘视觉',
    'Cameras that count pallets at minus thirty degrees without a data centre.',
    '在零下三十度无需数据中心即可清点托盘的摄像系统。',
  ],
  [
    'Tamper-evident chip label',
    '防篡改芯片标签',
    'A printed label whose circuit tells whether a parcel was opened.',
    '印刷电路标签，可显示包裹是否被打开。',
  ],
  [
    'Sign language captions',
    '手语实时字幕',
    'Turns signing into captions on an ordinary phone, without sending video away.',
    '在普通手机上将手语转为字幕，视频不出本机。',
  ],
  [
    'Quantum random for banks',
    '银行量子随机数',
    'A plug-in card that gives a branch its own certified randomness.',
    '为网点提供经认证随机数的插卡。',
  ],
  [
    'Port crane digital twin',
    '港口起重机数字孪生',
    'Predicts which rope wears first, from motor currents alone.',
    '仅凭电机电流预测最先磨损的钢丝绳。',
  ],
  [
    'Photonic link for trains',
    '列车光子链路',
    'A light link between carriages that survives coupling.',
    '车厢之间可承受连挂的光通信链路。',
  ],
]
