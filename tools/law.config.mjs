// The import law (docs/decisions/0002): what may import what. The order of the modules is the order of this list.
const modules = [
  'people',
  'programme',
  'stations',
  'events',
  'registration',
  'projects',
  'judging',
  'roadshow',
  'opportunities',
  'policies',
  'matching',
  'meetings',
  'outcomes',
  'backfill',
  'statements',
  'insight',
  'content',
  'messaging',
  'audit',
]
const tests = '\\.(test|fixtures)\\.tsx?$|/fixtures\\.ts$|fixtures/'
const pure = '(model|rules|access|errors|facts)(\\.ts|/)'

const later = modules.slice(0, -1).map((name, index) => ({
  name: `${name}-knows-only-earlier-modules`,
  comment: 'Talk to a later module by a fact.',
  severity: 'error',
  from: { path: `^modules/${name}/` },
  to: { path: `^modules/(${modules.slice(index + 1).join('|')})/` },
}))

const faces = modules.map((name) => ({
  name: `${name}-is-entered-by-its-face`,
  comment: 'Another module imports index.ts, nothing behind it.',
  severity: 'error',
  from: { path: '^modules/', pathNot: [`^modules/${name}/`, '\\.test\\.tsx?$', 'fixtures'] },
  to: {
    path: `^modules/${name}/`,
    pathNot: [`^modules/${name}/(index|fixtures)\\.ts$`, `^modules/${name}/fixtures/`],
  },
}))

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(apps|modules|platform|solver|ui|db|locales)/' },
    },
    {
      name: 'solver-is-pure',
      severity: 'error',
      from: { path: '^solver/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(apps|modules|platform|ui|db)/' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^platform/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(apps|modules|ui|solver)/' },
    },
    {
      name: 'ui-knows-no-domain',
      severity: 'error',
      from: { path: '^ui/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(apps|modules|platform|solver)/' },
    },
    {
      name: 'modules-know-no-door',
      severity: 'error',
      from: { path: '^modules/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^apps/' },
    },
    {
      name: 'pure-files-stay-pure',
      comment: 'model, rules, access, errors and facts decide; they touch no disk, network or screen.',
      severity: 'error',
      from: { path: `^modules/[^.]+/${pure}`, pathNot: tests },
      to: {
        path: [
          '^platform/',
          '^ui/',
          `^modules/[^/]+/(store|commands|queries|jobs|pages|api|wire)`,
          '^(pg|hono)$',
        ],
      },
    },
    {
      name: 'stores-know-no-use-case',
      severity: 'error',
      from: { path: '^modules/[^.]+/store(\\.ts|/)', pathNot: tests },
      to: { path: '^modules/[^.]+/(commands|queries|jobs|pages|api|wire)(\\.tsx?|/)' },
    },
    {
      name: 'use-cases-know-no-door',
      severity: 'error',
      from: { path: '^modules/[^.]+/(commands|queries|jobs)(\\.ts|/)', pathNot: tests },
      to: { path: ['^modules/[^.]+/(pages|api|islands)(\\.tsx?|/)', '^ui/'] },
    },
    {
      name: 'only-stores-write-sql',
      severity: 'error',
      from: { path: '^modules/[^.]+/(rules|access|errors|facts|model|pages|api|wire)(\\.tsx?|/)' },
      to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    },
    ...later,
    ...faces,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
