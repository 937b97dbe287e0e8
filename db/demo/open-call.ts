import { instant } from '#kernel/time'
import { insertCall } from '#modules/projects'
import type { Stage } from './programme.ts'
import { callOf } from './projects.ts'
import type { Scene } from './scene.ts'

/**
 * The other calls closed with their summit, and whoever tries the demo would find no way in. This one stays open, takes
 * several projects from each account, since many share one, and has none of its own: no total rests on it.
 */
export async function addOpenCall(scene: Scene, stage: Stage): Promise<void> {
  await scene.step((tx) =>
    insertCall(tx, {
      ...callOf(stage, 'next', 'Dalian', '大连', 'Asia/Shanghai', '2039-12-31T09:00:00Z'),
      title: {
        en: 'Next edition: call for projects (made up, to try)',
        zh: '下一届项目征集（虚构，供试用）',
      },
      about: {
        en: 'This call is made up. It stays open so that whoever tries this demonstration can bring a project: begin one, invite a team, add a deck and send it in. What is sent in comes to the desk of the host, under Projects in the console, and goes on from there to the show.\n\nThe questions are those of the other calls. An account may bring several projects.',
        zh: '本征集为虚构，始终开放，供试用演示站者体验申报：新建项目、邀请团队、上传项目介绍并提交。提交后由主办方在控制台“项目”中审核，并可上线展示。\n\n所问问题与其他征集相同。每个账号可申报多个项目。',
      },
      opensAt: instant('2019-07-08T01:00:00Z'),
      onePerEntrant: false,
    }),
  )
}
