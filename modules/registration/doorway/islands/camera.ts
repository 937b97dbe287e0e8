import QrScanner from 'qr-scanner'

/** qr-scanner uses the browser's own BarcodeDetector where there is one, else its worker; both work without network. */
export async function readPicture(file: File): Promise<string | null> {
  try {
    const found = await QrScanner.scanImage(file, {
      returnDetailedScanResult: true,
      alsoTryWithoutScanRegion: true,
    })
    return found.data
  } catch {
    return null
  }
}

/** Asks for the worker once while there is network, so that it is kept with the page. */
export const warmUp = async (): Promise<void> => {
  const engine = await QrScanner.createQrEngine()
  if (engine instanceof Worker) engine.terminate()
}

export type Camera = { stop(): void }

/** Calls `seen` for each code once; the same one again only after it was out of sight for a moment. */
export async function startCamera(video: HTMLVideoElement, seen: (code: string) => void): Promise<Camera> {
  let last = ''
  let gone: ReturnType<typeof setTimeout> | undefined
  const scanner = new QrScanner(
    video,
    ({ data }) => {
      clearTimeout(gone)
      gone = setTimeout(() => {
        last = ''
      }, 3_000)
      if (data === last) return
      last = data
      seen(data)
    },
    { returnDetailedScanResult: true, preferredCamera: 'environment', maxScansPerSecond: 8 },
  )
  await scanner.start()
  return {
    stop: () => {
      clearTimeout(gone)
      scanner.stop()
      scanner.destroy()
    },
  }
}
