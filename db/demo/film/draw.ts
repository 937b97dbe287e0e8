// Draws the demo's film, frame by frame: `node db/demo/film/draw.ts`, where ffmpeg is installed. What it makes is committed,
// so that nobody else needs it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const [width, height, rate, seconds] = [640, 360, 15, 12]
const turn = (moment: number, period: number) => Math.sin((2 * Math.PI * moment) / period)
/** From 0 to 1 between two moments. */
const grown = (moment: number, from: number, to: number) =>
  Math.min(1, Math.max(0, (moment - from) / (to - from)))

const heightAt = (x: number, moment: number, level: number, period: number) =>
  level + 9 * Math.sin(x / 46 + (2 * Math.PI * moment) / period) + 4 * turn(moment, 4)

function wave(moment: number, level: number, period: number, fill: string): string {
  const points = Array.from({ length: 33 }, (_none, index) => {
    const x = index * 20
    return `${x},${heightAt(x, moment, level, period).toFixed(1)}`
  })
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${fill}"/>`
}

/** A buoy that the waves lift presses water through a membrane; what comes out fills a tank on the island. */
function frame(moment: number): string {
  const buoy = heightAt(230, moment, 196, 4)
  const fill = 66 * grown(moment, 3, 11)
  const drops = [0, 1, 2, 3, 4, 5].map((index) => {
    const way = (moment / 3 + index / 6) % 1
    const [x, y] = way < 0.6 ? [230 + 400 * way, 322] : [470, 322 - (way - 0.6) * 470]
    return moment < 3 ? '' : `<circle cx="${x}" cy="${y}" r="5" fill="#eaf7fb"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="#dcebf2"/>
    <circle cx="${96 + 8 * moment}" cy="${84 - 2 * moment}" r="34" fill="#f2c14e"/>
    ${wave(moment + 1, 182, 6, '#8fc1d4')}
    <path d="M420 ${height} Q450 190 520 172 Q600 160 ${width} 186 V${height} Z" fill="#d9b98a"/>
    <path d="M500 178 Q560 150 ${width} 176 V190 Q560 170 500 190 Z" fill="#7fa05a"/>
    <rect x="500" y="84" width="92" height="82" rx="8" fill="#f7f4ee" stroke="#43545c" stroke-width="4"/>
    <rect x="508" y="${158 - fill}" width="76" height="${fill}" fill="#3f9fc0"/>
    ${wave(moment, 206, 4, '#2f86a6')}
    <path d="M230 322 H470 V130 H500" fill="none" stroke="#17475a" stroke-width="16" stroke-linejoin="round"/>
    ${drops.join('')}
    <path d="M230 ${buoy + 14} V300" stroke="#17475a" stroke-width="6"/>
    <rect x="206" y="292" width="48" height="44" rx="6" fill="#17475a"/>
    <g transform="rotate(${7 * turn(moment + 1, 4)} 230 ${buoy})">
      <path d="M188 ${buoy - 4} H272 L258 ${buoy + 22} H202 Z" fill="#c8452f"/>
      <rect x="222" y="${buoy - 52}" width="16" height="50" fill="#f7f4ee"/>
      <circle cx="230" cy="${buoy - 58}" r="${6 + 2 * turn(moment, 1)}" fill="#f2c14e"/>
    </g>
  </svg>`
}

const target = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const format = `-f rawvideo -pix_fmt rgb24 -s ${width}x${height} -r ${rate}`
const coding =
  '-c:v libx264 -profile:v main -pix_fmt yuv420p -preset veryslow -crf 27 -g 30 -movflags +faststart -map_metadata -1'
const ffmpeg = spawn(
  'ffmpeg',
  ['-v', 'error', '-y', ...format.split(' '), '-i', '-', ...coding.split(' '), target('film.mp4')],
  {
    stdio: ['pipe', 'inherit', 'inherit'],
  },
)
for (let index = 0; index < rate * seconds; index += 1) {
  const drawn = await sharp(Buffer.from(frame(index / rate)))
    .removeAlpha()
    .raw()
    .toBuffer()
  if (!ffmpeg.stdin.write(drawn)) await once(ffmpeg.stdin, 'drain')
}
ffmpeg.stdin.end()
await once(ffmpeg, 'close')
await sharp(Buffer.from(frame(8)))
  .webp({ quality: 82 })
  .toFile(target('poster.webp'))
