// The one script of the site: starts the islands that a page names, and loads only those.
const islands: Record<string, () => Promise<{ start(root: HTMLElement): void }>> = {
  board: () => import('../../modules/meetings/timetable/islands/board.ts'),
  'check-in': () => import('../../modules/registration/doorway/islands/check-in.ts'),
  run: () => import('../../modules/meetings/runs/islands/run.ts'),
  passkey: () => import('../../modules/people/islands/passkey.ts'),
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const name = root.dataset.island ?? ''
  void islands[name]?.().then((island) => island.start(root))
}

// The reader's own zone, so that the next page can show times in it beside the place's.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (!document.cookie.includes('zone='))
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`
