import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { Engine } from './engine.ts'
import type { Heard, Told } from './pool.ts'
import type { Task } from './task.ts'

// A thread of its own: searches until nothing is left to find, or until it is ended from outside.
const engine = new Engine(workerData as Task)
let [breaks, lower] = [Number.POSITIVE_INFINITY, engine.found.lower]

while (parentPort && !engine.done) {
  engine.slice(150)
  for (let each = receiveMessageOnPort(parentPort); each; each = receiveMessageOnPort(parentPort)) {
    const heard: Heard = each.message
    engine.hear(heard)
    breaks = Math.min(breaks, heard.breaks)
    lower = Math.max(lower, heard.lower)
  }
  const { found } = engine
  if (found.breaks >= breaks && found.lower <= lower && !found.impossible) continue
  breaks = found.breaks
  lower = found.lower
  const told: Told = { ...found, conflicts: engine.conflicts }
  parentPort.postMessage(told)
}
