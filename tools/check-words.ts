// One word for one idea: no name and no message uses a word that docs/words.md replaces by another.
// Where the word is somebody else's (a file format, a library), say so in the last table there.
import { readFileSync } from 'node:fs'
import { readGlossary } from './checks/glossary.ts'
import { checkNames } from './checks/names.ts'
import { readSources, report } from './checks/source.ts'

const glossary = readGlossary(readFileSync('docs/words.md', 'utf8'))
const sources = readSources(['db', 'kernel', 'locales', 'modules'], /\.(tsx?|sql|mf2\.json)$/).filter(
  ({ path }) => path !== 'db/schema.sql',
)
report('check-words', checkNames(sources, glossary))
