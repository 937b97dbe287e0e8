import { textsOf } from './catalogues.ts'
import { type Ban, broken, type Glossary, isExempt } from './glossary.ts'
import { type Finding, lineAt, parse, type Source, walk } from './source.ts'

type Named = { text: string; at: number }

/** Names in TypeScript that are ours to choose: not those of what is imported from elsewhere. */
function namesInCode(source: Source): Named[] {
  const names: Named[] = []
  walk(parse(source), (node, parent) => {
    const foreign = parent?.type === 'ImportSpecifier' && parent.imported === node
    const named =
      node.type === 'Identifier' || node.type === 'JSXIdentifier' || node.type === 'PrivateIdentifier'
    if (named && !foreign && typeof node.name === 'string') names.push({ text: node.name, at: node.start })
  })
  return names
}

/** Names in SQL: comments and texts in quotes are left out. */
function namesInSql({ text }: Source): Named[] {
  const bare = text.replace(/--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/gm, (foreign) =>
    foreign.replace(/[^\n]/g, ' '),
  )
  return [...bare.matchAll(/[a-z_][a-z0-9_]*/gi)].map((match) => ({
    text: match[0],
    at: match.index,
  }))
}

/** Texts of a catalogue, with the names of their messages. */
function textsInCatalogue({ text }: Source): Named[] {
  const words: Record<string, string> = JSON.parse(text)
  return Object.entries(words).flatMap(([name, source]) => {
    const at = Math.max(0, text.indexOf(`"${name}"`))
    return [{ text: name, at }, ...textsOf(source).map((said) => ({ text: said, at }))]
  })
}

const namesOf = (source: Source): Named[] => {
  if (source.path.endsWith('.sql')) return namesInSql(source)
  return source.path.endsWith('.json') ? textsInCatalogue(source) : namesInCode(source)
}

/** Words of the last column of docs/words.md in names, messages and paths; each once per file and line. */
export function checkNames(sources: readonly Source[], glossary: Glossary): Finding[] {
  const findings = new Map<string, Finding>()
  const known = new Map<string, Ban[]>() // the same names come again and again
  for (const source of sources) {
    const { path } = source
    for (const { text, at } of [{ text: path, at: 0 }, ...namesOf(source)]) {
      const bans = known.get(text) ?? broken(text, glossary.bans)
      known.set(text, bans)
      for (const { word, instead } of bans) {
        if (isExempt(word, text, path, glossary.exemptions)) continue
        const line = lineAt(source.text, at)
        const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
        findings.set(`${path} ${line} ${word}`, {
          path,
          line,
          says: `"${word}" in "${shown}": the word is ${instead} (docs/words.md)`,
        })
      }
    }
  }
  return [...findings.values()]
}
