import { system } from '#kernel/access'
import { newId } from '#kernel/ids'
import { personName } from '#kernel/names'
import type { Bilingual } from '#kernel/text'
import { ensurePerson, insertGrant } from '#modules/people'
import { findProgramme, insertProgramme } from '#modules/programme'
import type { Ground } from '../ground.ts'

/** The first step of a blank installation; said again it changes nothing but gives the role to one more person. */
export async function begin(
  { database, clock }: Pick<Ground, 'database' | 'clock'>,
  email: string,
  name: Bilingual,
): Promise<void> {
  await database.transact(system('begin'), 'actor', async (tx) => {
    const at = clock.now()
    const slug =
      name.en
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'programme'
    if (!(await findProgramme(tx)))
      await insertProgramme(tx, { id: newId<'programme'>(), slug, name, about: { en: '', zh: '' } })
    const person = await ensurePerson(tx, { email, name: personName({}), locale: 'en' }, at)
    await insertGrant(
      tx,
      { personId: person.id, role: 'administrator', stationId: null, grantedBy: null },
      at,
    )
  })
}
