import type { Role } from '#kernel/access'
import type { PersonName } from '#kernel/names'

export type DemoKey =
  | 'administrator'
  | 'organiser'
  | 'secondOrganiser'
  | 'desk'
  | 'crew'
  | 'londonLead'
  | 'londonStaff'
  | 'bostonLead'
  | 'verifier'
  | 'secondVerifier'
  | 'auditor'
  | 'enterprise'
  | 'scholar'
  | 'judge'

type Account = {
  key: DemoKey
  email: string
  role: Role | 'scholar' | 'judge'
  station: 'london' | 'boston' | null
  name: PersonName
}

const account = (
  key: DemoKey,
  mailbox: string,
  role: Account['role'],
  [latinGiven, latinFamily, han]: readonly [string, string, string],
  station: Account['station'] = null,
): Account => ({
  key,
  email: `${mailbox}@demo.example`,
  role,
  station,
  name: { latinGiven, latinFamily, han, familyFirst: han !== '' },
})

/** One made-up person for each role; two organisers, because a statement needs two people; two verifiers, because money does. */
export const accounts: readonly Account[] = [
  account('administrator', 'administrator', 'administrator', ['Wei', 'Zhao', '赵伟']),
  account('organiser', 'organiser', 'organiser', ['Lin', 'Sun', '孙琳']),
  account('secondOrganiser', 'organiser2', 'organiser', ['Haibo', 'Yu', '于海波']),
  account('desk', 'desk', 'registration_desk', ['Jing', 'Qu', '曲静']),
  account('crew', 'door', 'check_in_crew', ['Peng', 'Lü', '吕鹏']),
  account('londonLead', 'london', 'station_lead', ['Yuan', 'Fang', '方远'], 'london'),
  account('londonStaff', 'london.staff', 'station_staff', ['Hannah', 'Whitcombe', ''], 'london'),
  account('bostonLead', 'boston', 'station_lead', ['Daniel', 'Okafor', ''], 'boston'),
  account('verifier', 'verifier', 'verifier', ['Ruolan', 'Jiang', '姜若兰']),
  account('secondVerifier', 'verifier2', 'verifier', ['Zihan', 'Luo', '罗子涵']),
  account('auditor', 'auditor', 'auditor', ['Guoqing', 'Teng', '滕国清']),
  account('enterprise', 'enterprise', 'enterprise', ['Jiahui', 'Qin', '秦嘉慧']),
  account('judge', 'judge', 'judge', ['Mingyue', 'Shao', '邵明月']),
  account('scholar', 'scholar', 'scholar', ['Yutong', 'Meng', '孟雨桐']),
]

/** Who can be entered by a button in the demo edition. The scholar and the judge hold no role: what is a judge’s stands in a round. */
export const demoAccounts: readonly { email: string; role: Role | 'scholar' | 'judge'; name: string }[] =
  accounts.map(({ email, role, name }) => ({
    email,
    role,
    name:
      name.han === ''
        ? `${name.latinGiven} ${name.latinFamily}`
        : `${name.latinFamily} ${name.latinGiven} ${name.han}`,
  }))
