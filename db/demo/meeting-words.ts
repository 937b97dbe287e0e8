import type { Bilingual } from '#kernel/text'

type Words = { headline: Bilingual; offers: Bilingual; seeks: Bilingual }
/** A field in which people work and houses look for people; all of it made up. */
export type Field = { topic: Bilingual; people: Words; houses: Words }

const both = (en: string, zh: string): Bilingual => ({ en, zh })
const words = (
  headline: readonly [string, string],
  offers: readonly [string, string],
  seeks: readonly [string, string],
): Words => ({ headline: both(...headline), offers: both(...offers), seeks: both(...seeks) })

/** What somebody writes to another with a wish: read by the other once the two meet. */
export const wishNotes: readonly Bilingual[] = [
  both(
    'I would like to show you our test results, ten minutes at most.',
    '想向您介绍我们的测试数据，十分钟即可。',
  ),
  both('We met in London in June; I have the figures you asked for.', '六月在伦敦见过面，您要的数据已备好。'),
  both('Could you bring somebody who knows the plant?', '方便的话，请带一位熟悉产线的同事。'),
  both('My question is about housing for a family of four.', '想了解四口之家的安居政策。'),
]

/** The one of them that the house knows, and that somebody acts for. */
export const actedFor = 'Xinghai Photonics'

export const organisations = [
  '滨海重工集团',
  '星河智能制造',
  'Quayside Robotics',
  '渤海海洋装备',
  'Silverbirch Capital',
  '东港新材料',
  'Bluefin Marine Energy',
  '海岸创投',
  '连城生物医药',
  actedFor,
] as const

export const fields: readonly Field[] = [
  {
    topic: both('Energy storage', '储能'),
    people: words(
      ['Battery chemist, nine years on solid electrolytes', '电池化学研究者，从事固态电解质研究九年'],
      [
        'A solid electrolyte with two patents, and the recipe to coat it at room temperature.',
        '拥有两项专利的固态电解质及室温涂布工艺配方。',
      ],
      [
        'A pilot line for coating in Dalian and a partner who tests cells at low temperature.',
        '希望在大连找到涂布中试生产线，以及低温电芯测试伙伴。',
      ],
    ),
    houses: words(
      ['Head of cell development', '电芯研发负责人'],
      [
        'A pilot line for coating with low-temperature test benches; two posts for electrochemists.',
        '涂布中试生产线和低温电芯测试台，另有两个电化学岗位。',
      ],
      [
        'A solid electrolyte that survives winter, and the people who made it.',
        '可耐低温的固态电解质及其研发人员。',
      ],
    ),
  },
  {
    topic: both('Marine engineering', '海洋工程'),
    people: words(
      ['Naval architect for floating wind', '浮式风电船舶设计师'],
      [
        'Mooring design and fatigue models for floating wind turbines, proved on two sites.',
        '浮式风机系泊设计与疲劳模型，已在两处海域验证。',
      ],
      [
        'A shipyard that builds floats, and measurements from northern waters.',
        '可建造浮体的船厂及北方海域实测数据。',
      ],
    ),
    houses: words(
      ['Offshore division of a shipyard', '船厂海工事业部'],
      [
        'Dock, steel shop and ten years of measurements from northern waters.',
        '船坞、钢结构车间及十年北方海域实测数据。',
      ],
      [
        'Mooring design for floating wind turbines and a chief engineer to lead it.',
        '浮式风机系泊设计方案及牵头总工程师。',
      ],
    ),
  },
  {
    topic: both('Biomedicine', '生物医药'),
    people: words(
      ['Founder, antibody screening on a chip', '抗体芯片筛选项目创始人'],
      [
        'A chip that screens antibodies in two days, validated with three hospitals.',
        '两天完成抗体筛选的芯片，已与三家医院验证。',
      ],
      [
        'A first round of investment and a clinical partner for trials in China.',
        '首轮投资及中国临床试验合作方。',
      ],
    ),
    houses: words(
      ['Life science fund', '生命科学基金'],
      [
        'First-round investment up to twenty million, and hospitals for clinical trials.',
        '两千万元以内的首轮投资，并对接医院开展临床试验。',
      ],
      ['Antibody and diagnostics founders with data from patients.', '具备患者数据的抗体与诊断创业者。'],
    ),
  },
  {
    topic: both('Artificial intelligence', '人工智能'),
    people: words(
      ['Machine vision researcher', '机器视觉研究员'],
      [
        'Defect detection that learns from twenty pictures; runs on a small camera.',
        '仅需二十张图片即可训练的缺陷检测算法，可在小型相机上运行。',
      ],
      [
        'A factory with real defects, and a post or a contract to bring it into production.',
        '有真实缺陷数据的工厂，希望以岗位或合同方式落地。',
      ],
    ),
    houses: words(
      ['Digital director of a machine maker', '装备企业数字化总监'],
      [
        'Three factories with real defects and a budget for machine vision this year.',
        '三家工厂的真实缺陷数据，以及本年度机器视觉预算。',
      ],
      [
        'Defect detection that runs on a small camera, and its researchers.',
        '可在小型相机上运行的缺陷检测算法及研究人员。',
      ],
    ),
  },
  {
    topic: both('New materials', '新材料'),
    people: words(
      ['Polymer scientist, coatings that mend', '高分子科学家，自修复涂层'],
      [
        'A coating that mends scratches by itself in sunlight, tested for five years.',
        '在阳光下可自行修复划痕的涂层，经五年测试。',
      ],
      [
        'A chemical plant to make the first tonne, and users in shipbuilding.',
        '可生产首吨样品的化工厂及船舶领域用户。',
      ],
    ),
    houses: words(
      ['Chemical park, technology transfer', '化工园区技术转移部'],
      [
        'A plant that makes the first tonne of new coatings, and licences for it.',
        '可生产首吨新型涂层的装置及相应资质。',
      ],
      [
        'Coatings that mend, and other polymers ready to leave the laboratory.',
        '自修复涂层及可走出实验室的高分子材料。',
      ],
    ),
  },
]

const fieldOf = (en: string) => fields.find(({ topic }) => topic.en === en)

/** Those who bring money to the evening; their houses are made up, as the people are. */
export const investors: readonly (Words & { house: string; field: Field | undefined })[] = [
  {
    house: '海岸创投',
    field: fieldOf('Energy storage'),
    ...words(
      ['Partner, first rounds in energy and materials', '能源与材料领域首轮投资合伙人'],
      [
        'First rounds of three to ten million, and a year of rent in an incubator by the sea.',
        '三百万至一千万元首轮投资，并提供滨海孵化器一年场地。',
      ],
      [
        'Founders with a working sample who can be in Dalian within a year.',
        '已有可用样品、一年内可来大连的创业者。',
      ],
    ),
  },
  {
    house: 'Silverbirch Capital',
    field: fieldOf('Biomedicine'),
    ...words(
      ['Investment manager, devices and diagnostics', '医疗器械与诊断投资经理'],
      [
        'Second rounds with partners on both sides, and help with the first trial in China.',
        '与境内外伙伴共同进行的第二轮投资，并协助在华首次临床试验。',
      ],
      [
        'Diagnostics that have been tried on patients, and teams with somebody who sells.',
        '已有患者试用数据的诊断项目，团队中有市场负责人。',
      ],
    ),
  },
]

const vision = fieldOf('Artificial intelligence')

/** What the one who acts for the enterprise that the house knows is about. */
export const ofEnterprise: Words & { field: Field | undefined } = {
  field: vision,
  ...words(
    ['Technical director, optical sensing', '光学传感技术总监'],
    [
      'A clean room and a pilot line for photonic chips, and two posts in packaging.',
      '洁净室与光子芯片中试线，另有两个封装岗位。',
    ],
    [
      'Machine vision that runs on a chip, and the researchers behind it.',
      '可在芯片上运行的机器视觉及其研发人员。',
    ],
  ),
}
