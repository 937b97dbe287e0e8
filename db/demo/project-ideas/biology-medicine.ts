import type { Idea } from './idea.ts'

export const biologyMedicine: readonly Idea[] = [
  [
    'Breath test for liver fat',
    '肝脂呼气检测',
    'A ten-minute breath test that sorts out who needs a scan.',
    '十分钟呼气检测，筛出需要影像检查的人。',
  ],
  [
    'Cold chain for vaccines',
    '疫苗冷链材料',
    'A lining that keeps a box at five degrees for eight days.',
    '使箱体保持五摄氏度达八天的内衬材料。',
  ],
  [
    'Enzyme for lactose',
    '新型乳糖酶',
    'An enzyme that stays active in acid drinks.',
    '在酸性饮料中仍有活性的酶。',
  ],
  [
    'Bone screw that dissolves',
    '可吸收骨钉',
    'A magnesium screw that is gone when the bone has healed.',
    '骨愈合后自行消失的镁合金骨钉。',
  ],
  [
    'Home spirometer for children',
    '儿童家用肺功能仪',
    'A game that measures lungs while a child blows a boat along.',
    '让孩子吹船游戏同时测量肺功能。',
  ],
  [
    'Sepsis marker strip',
    '脓毒症标志物试纸',
    'A strip for wards without a laboratory.',
    '适用于没有实验室病房的试纸。',
  ],
  [
    'Retina screening van',
    '视网膜筛查车',
    'Reads eye pictures on the road and refers the same day.',
    '在途判读眼底图像并当日转诊。',
  ],
  [
    'Peptide library on demand',
    '按需多肽库',
    'Custom peptides in two days from a desk-top machine.',
    '台式设备两天交付定制多肽。',
  ],
]
