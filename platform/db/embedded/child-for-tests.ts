// Started by the launcher's test as a process of its own, so that it can be killed. With `orphan` the launcher runs
// in a worker thread, where it cannot use the parent-death signal: PostgreSQL then outlives its parent, as on macOS.
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { startEmbedded } from './index.ts'

const [folder, orphan] = isMainThread ? process.argv.slice(2) : [String(workerData)]
if (orphan === 'orphan') {
  new Worker(new URL(import.meta.url), { workerData: folder })
} else {
  try {
    const embedded = await startEmbedded({ folder: folder ?? '' })
    process.stdout.write(`${JSON.stringify({ url: embedded.url, pid: embedded.pid })}\n`)
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`)
    process.exitCode = 1
  }
}
