// The one script of the site: starts the islands that a page names, and loads only those.
const islands: Record<string, () => Promise<{ start(root: HTMLElement): void }>> = {
  board: () => import('../../modules/meetings/timetable/islands/board.ts'),
  autosave: () => import('../../modules/projects/intake/islands/autosave.ts'),
  film: () => import('../../modules/projects/intake/islands/film.ts'),
  'check-in': () => import('../../modules/registration/doorway/islands/check-in.ts'),
  roadshow: () => import('../../modules/roadshow/islands/screen.ts'),
  'roadshow-scores': () => import('../../modules/roadshow/islands/scores.ts'),
  'roadshow-stream': () => import('../../modules/roadshow/islands/stream.ts'),
  'roadshow-order': () => import('../../modules/roadshow/islands/order.ts'),
  run: () => import('../../modules/meetings/runs/islands/run.ts'),
  'verify-ledger': () => import('../../modules/outcomes/islands/verify-ledger.ts'),
  wall: () => import('../../modules/outcomes/islands/wall.ts'),
  passkey: () => import('../../modules/people/islands/passkey.ts'),
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const name = root.dataset.island ?? ''
  void islands[name]?.().then((island) => island.start(root))
}
