import type { Actor } from '#kernel/access'
import { ensurePersons, type NewPerson, type Person } from '#modules/people'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'

const words = (text: string) => text.split(' ')
const pairs = (text: string) =>
  words(text).map((pair): readonly [string, string] => {
    const [han = '', latin = ''] = pair.split(':')
    return [han, latin]
  })

const hanFamily = pairs(
  '王:Wang 李:Li 张:Zhang 刘:Liu 陈:Chen 杨:Yang 黄:Huang 吴:Wu 周:Zhou 徐:Xu 马:Ma 朱:Zhu 胡:Hu 郭:Guo 何:He 林:Lin ' +
    '高:Gao 罗:Luo 郑:Zheng 梁:Liang 谢:Xie 宋:Song 唐:Tang 许:Xu 韩:Han 冯:Feng 邓:Deng 曹:Cao 彭:Peng 曾:Zeng ' +
    '欧阳:Ouyang 司徒:Situ',
)
const hanGiven = pairs(
  '明:Ming 子涵:Zihan 浩然:Haoran 思远:Siyuan 雨晴:Yuqing 嘉怡:Jiayi 文博:Wenbo 晓彤:Xiaotong 志强:Zhiqiang 静怡:Jingyi ' +
    '宇轩:Yuxuan 若溪:Ruoxi 建国:Jianguo 丽华:Lihua 俊杰:Junjie 诗琪:Shiqi 天佑:Tianyou 欣然:Xinran 海洋:Haiyang 梦洁:Mengjie ' +
    '承志:Chengzhi 云舒:Yunshu 一鸣:Yiming 佳宁:Jianing 晨曦:Chenxi 立新:Lixin 慧敏:Huimin 逸飞:Yifei',
)
/** Where they live, as often as they stand here. */
const abroad = words('GB GB GB GB US US US US US CA CA JP JP DE FR AU SG NL CN CN')

const elsewhere: readonly (readonly [string, string, string])[] = [
  ['GB', 'Oliver Amelia Harriet Callum Imogen', 'Ashdown Pemberton Larkin Thistle Marlowe'],
  ['US', 'Ethan Grace Tyler Naomi Caleb', 'Brookfield Hollis Vance Merritt Sorrell'],
  ['CA', 'Noah Chloé Liam Maëlle', 'Tremaine Bouchard Laverty Fontaine'],
  ['JP', 'Haruka Kenji Yui Daichi', 'Tanemura Okazawa Minamoto Sakuraba'],
  ['DE', 'Jürgen Annika Lukas Greta', 'Großmann Lindner Brückner Ahrens'],
  ['FR', 'Théo Élodie Mathis', 'Delacour Marchetti Vauclair'],
  ['IN', 'Aarav Ananya Rohan', 'Deshmukh Kulkarni Raghunathan'],
  ['KR', 'Jiwoo Minseo Seojun', 'Baek Namgung Ryu'],
  ['SG', 'Weiling Hafiz', 'Tan Rahmat'],
  ['ES', 'Iñigo Lucía', 'Echevarría Nuñez'],
  ['IT', 'Chiara Matteo', 'Bellandi Rossetti'],
  ['SE', 'Åsa Björn', 'Nyström Öberg'],
  ['PL', 'Łukasz Zofia', 'Wiśniewska Żak'],
  ['IE', 'Aoife Cillian', 'O’Malley Kinsella'],
  ['NG', 'Chidi Ngozi', 'Eze Adeyemi'],
  ['BR', 'João Beatriz', 'Conceição Vasques'],
  ['IL', 'Noa Eitan', 'Barlev Shalev'],
  ['NL', 'Sanne Joost', 'vanderLinden Hoekstra'],
  ['FI', 'Aino Ville', 'Räsänen Koskela'],
  ['RU', 'Alexei Daria', 'Voronin Belova'],
  ['CH', 'Reto Selina', 'Zürcher Ammann'],
  ['TR', 'Elif Emre', 'Yıldız Çelik'],
]

const affiliations = [
  'Northbridge University',
  'Harbour Institute of Technology',
  'Royal Oak College',
  'Pacific Crest University',
  'Quayside Robotics',
  'Lumen Photonics',
  'Bluefin Marine Energy',
  'Greyfriars Biomedical',
  'Sagewell Software',
  'Silverbirch Capital',
  'Eastport Semiconductors',
  'Maple & Stone Materials',
  'Tidewater AI Lab',
  'Willow Street Clinic',
  '滨海精密仪器',
  '星河智能',
]
/** Reserved for examples: no letter can reach anybody. */
const domains = ['example.org', 'campus.example', 'lab.example', 'startup.example', 'mail.example']

const mailbox = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()

/** Somebody who does not exist. */
export const madeUp = (random: Random, index: number): NewPerson => {
  const common = { affiliation: random.pick(affiliations), madeUp: true }
  const address = (given: string, family: string) =>
    `${mailbox(given)}.${mailbox(family)}.${index + 1}@${random.pick(domains)}`
  if (random.chance(0.62)) {
    const [family, latinFamily] = random.pick(hanFamily)
    const [given, latinGiven] = random.pick(hanGiven)
    const name = { latinGiven, latinFamily, han: `${family}${given}`, familyFirst: random.chance(0.4) }
    const country = random.pick(abroad)
    const locale = random.chance(0.7) ? 'zh' : 'en'
    return {
      ...common,
      name,
      country,
      locale,
      languages: ['zh', 'en'],
      email: address(latinGiven, latinFamily),
    }
  }
  const [country, given, family] = random.pick(elsewhere)
  const latinGiven = random.pick(words(given))
  const latinFamily = random.pick(words(family)).replace(/([a-z])(L)/, '$1 $2')
  const name = { latinGiven, latinFamily, han: '', familyFirst: false }
  return {
    ...common,
    name,
    country,
    locale: 'en',
    languages: ['en'],
    email: address(latinGiven, latinFamily),
  }
}

export const howMany = 400

/** Four hundred people who do not exist, in two scripts. */
export async function addPeople(scene: Scene): Promise<readonly Person[]> {
  scene.at('2019-02-20T03:00:00Z')
  const made = Array.from({ length: howMany }, (_, index) => madeUp(scene.random, index))
  const people = await scene.step((tx) => ensurePersons(tx, made, scene.as({ kind: 'visitor' }).now()))
  return made.flatMap(({ email }) => people.get(email.toLowerCase()) ?? [])
}

export const actorOf = (person: Pick<Person, 'id'>): Actor => ({
  kind: 'person',
  personId: person.id,
  grants: [],
})
