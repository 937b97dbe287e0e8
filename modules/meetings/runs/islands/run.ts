type Told = { id: string; state: string; value: string; bound: string; gap: string } | null

/** Follows a run: what it has reached is told as it comes; when it ends, the page is read anew. */
export function start(root: HTMLElement): void {
  const events = new EventSource(root.dataset.live ?? '')
  events.addEventListener('run', ({ data }: MessageEvent<string>) => {
    const told: Told = JSON.parse(data)
    if (!told || told.id !== root.dataset.run || told.state !== root.dataset.state) {
      events.close()
      // Without what the address told: that the run is on its way is no longer true.
      location.replace(location.pathname)
      return
    }
    for (const name of ['value', 'bound', 'gap'] as const) {
      const place = root.querySelector(`[data-live="${name}"]`)
      if (place && place.textContent !== told[name]) place.textContent = told[name]
    }
  })
}
