// The bare rival: counts posts and tells everybody, at most five times a second, as ours does; keeps nothing, asks nobody.
import { createServer, type ServerResponse } from 'node:http'

const watching = new Set<ServerResponse>()
let count = 0
let told = 0
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`event: votes\ndata: "${count} votes"\n\n`)
    watching.add(response)
    response.once('close', () => watching.delete(response))
    return
  }
  request.resume()
  request.once('end', () => {
    count += 1
    response.writeHead(201, { 'content-type': 'application/json' }).end('{}')
  })
})
setInterval(() => {
  if (told === count) return
  told = count
  for (const response of watching) response.write(`event: votes\ndata: "${count} votes"\n\n`)
}, 200)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
