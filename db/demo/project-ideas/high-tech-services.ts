import type { Idea } from './idea.ts'

export const highTechServices: readonly Idea[] = [
  [
    'Customs papers in one form',
    '一单式通关',
    'One form that fills the papers of eleven ports.',
    '一张表生成十一个口岸的单证。',
  ],
  [
    'Lab time exchange',
    '实验机时共享',
    'Lets small firms book idle instruments of universities.',
    '让小企业预约高校闲置仪器。',
  ],
  [
    'Patent map for founders',
    '创业专利地图',
    'Shows where a field is still free, in two languages.',
    '以中英文显示领域内的专利空白。',
  ],
  [
    'Clinical trial translator',
    '临床试验翻译',
    'Keeps terms of one protocol the same in six languages.',
    '使一份方案的术语在六种语言中保持一致。',
  ],
  [
    'Remote welding school',
    '远程焊接学校',
    'Teaches welding with a torch that feels its own angle.',
    '用能感知角度的焊枪远程教学。',
  ],
  [
    'Carbon book for exporters',
    '出口企业碳账本',
    'Reads bills and writes what a border office asks.',
    '读取账单并生成边境要求的碳数据。',
  ],
  [
    'Returnee housing match',
    '归国人才住房匹配',
    'Finds homes near laboratories for short stays.',
    '为短期来访者寻找实验室附近住所。',
  ],
]
