// Makes the files of a new module in the house's shape: node tools/run.mjs new-module judging
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'

const name = process.argv[2] ?? ''
if (!/^[a-z]+$/.test(name) || existsSync(`modules/${name}`)) {
  process.stderr.write(
    'new-module: give one lower-case noun that is not a module yet, such as: new-module judging\n',
  )
  process.exit(64)
}

const files: Record<string, string> = {
  'README.md': `# ${name}\n\nNouns:\nStates:\nMust never break:\nTells:\nHears:\n`,
  'index.ts':
    '// Each line that exports something says its shape, units and refusals in a doc comment.\nexport {}\n',
  'model.ts':
    "import { type Id, idOf } from '#kernel/ids'\n\nexport type ThingId = Id<'thing'>\nexport const ThingId = idOf('thing')\n",
  'rules.ts': '// Pure decisions: facts and the moment in; the next state or a refusal out.\nexport {}\n',
  'access.ts':
    "import { hasRole, permissions } from '#kernel/access'\n\nexport const may = permissions<object>()({ view: hasRole('organiser') })\n",
  'errors.ts':
    '// Every refusal of this module: a kind, a stable code that is the message key, public details.\nexport {}\n',
  'facts.ts': '// What this module tells others: builders of outbox facts.\nexport {}\n',
  'store.ts': '// All SQL of this noun; rows in, model out.\nexport {}\n',
  'commands.ts': 'export {}\n',
  'queries.ts': 'export {}\n',
  'pages.tsx': `import type { Doors } from '#platform/http'\n\nexport const pages: Doors = { module: '${name}', routes: [] }\n`,
  'fixtures.ts': '// Builders for tests and the demo edition; they hide what does not matter.\nexport {}\n',
}
mkdirSync(`modules/${name}`)
for (const [file, text] of Object.entries(files)) writeFileSync(`modules/${name}/${file}`, text)
for (const locale of ['en', 'zh']) writeFileSync(`locales/${locale}/${name}.mf2.json`, '{}\n')
process.stdout.write(
  `modules/${name} is there. Next: its place in tools/law.config.mjs, its doors in apps/doors.ts, a migration db/migrations/NNNN_${name}_….sql\n`,
)
