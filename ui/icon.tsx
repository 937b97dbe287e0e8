/** One path each on a 20 × 20 grid, drawn with a 1.5 stroke in the colour of the text. Twelve at most. */
const paths = {
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  alert: 'M10 3L2 17h16L10 3zM10 8v4M10 14.6v.1',
  info: 'M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM10 9v5M10 6.3v.1',
  arrow: 'M4 10h12M11 5l5 5-5 5',
  open: 'M7 5h8v8M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM13 13l4 4',
  menu: 'M3 6h14M3 10h14M3 14h14',
  plus: 'M10 4v12M4 10h12',
  file: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5',
  time: 'M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM10 6v4.2l3 1.8',
  place: 'M10 17.5s5.5-5 5.5-9a5.5 5.5 0 10-11 0c0 4 5.5 9 5.5 9zM10 7v3',
} as const

export type IconName = keyof typeof paths
export const iconNames = Object.keys(paths).filter((name): name is IconName => name in paths)

/** Decoration beside words, never instead of them: it has no name of its own. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
