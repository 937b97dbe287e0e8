/**
 * A stream in parts, in browsers that do not play one by themselves. The player is loaded only there, from our own origin,
 * and nothing is fetched before somebody presses play.
 */
export async function start(root: HTMLElement): Promise<void> {
  const video = root.querySelector('video')
  const from = root.dataset.stream
  if (!video || !from) return
  if (video.canPlayType('application/vnd.apple.mpegurl') === '') {
    const { default: Hls } = await import('hls.js/light')
    if (Hls.isSupported()) {
      const hls = new Hls({ enableWorker: false, autoStartLoad: false })
      hls.loadSource(from)
      hls.attachMedia(video)
      video.addEventListener('play', () => hls.startLoad(), { once: true })
    }
  }
  root.dataset.ready = 'true'
}
