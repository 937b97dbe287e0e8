import fc from 'fast-check'
import { readSchedule, readScheduleXml, writeScheduleXml, writeScheduleJson, readScheduleJson } from './exchange.ts'
import { compareSchedules } from './compare.ts'
const ev = (i: number) => `<event id="${i}" guid="g${i}"><date>2019-06-12T10:00:00</date><start>10:00</start><duration>0:60</duration><title>T ${i} ${'x'.repeat(300)}</title><abstract>${'y '.repeat(500)}</abstract><answers><answer q="1">${i}</answer></answers><persons><person id="1">A</person></persons></event>`
const text = `<schedule><conference><title>Big</title></conference>${[1,2,3,4,5].map(d=>`<day index="${d}" date="2019-06-1${d}">${['A','B','C'].map(r=>`<room name="${r}">${Array.from({length:200},(_,i)=>ev(d*100000+r.charCodeAt(0)*1000+i)).join('')}</room>`).join('')}</day>`).join('')}</schedule>`
console.log(text.length)
console.time('read'); const r = readScheduleXml(text); console.timeEnd('read'); console.log(r.mended.length)
console.time('wx'); const x = writeScheduleXml(r.schedule); console.timeEnd('wx')
console.time('wj'); const j = writeScheduleJson(r.schedule); console.timeEnd('wj')
console.time('rx'); const rx = readScheduleXml(x); console.timeEnd('rx')
console.time('rj'); const rj = readScheduleJson(j); console.timeEnd('rj')
console.log(compareSchedules(r.schedule, rx.schedule).length, compareSchedules(r.schedule, rj.schedule).length, x.length, j.length)
const same = `<schedule><conference><title>Big</title></conference><day index="1" date="2019-06-12"><room name="A">${`<event id="1" guid="x"><slug>same-slug</slug><title>a</title></event>`.repeat(20000)}</room></day></schedule>`
console.time('same'); console.log(same.length, readScheduleXml(same).mended.length); console.timeEnd('same')
for (const [n, t] of Object.entries({
  elements: `<schedule>${'<day/>'.repeat(900000)}</schedule>`,
  text: `<schedule><version>${'&'.repeat(19e6)}</version></schedule>`,
  attrs: `<schedule ${Array.from({length:500000},(_,i)=>`a${i}="1"`).join(' ')}></schedule>`,
  cdata: `<schedule>${'<![CDATA['.repeat(2e6)}`,
  open: '<'.repeat(19e6), amp: `<a>${'&#x1F600;'.repeat(2e6)}</a>`,
  json: `{"schedule":{"conference":{"days":[{"date":"2019-06-12","rooms":{"A":[${Array.from({length:150000},()=>'{}').join(',')}]}}]}}}`,
  jsonu: `{"schedule":{"conference":{"days":[{"date":"2019-06-12","rooms":{"A":[{"url":"${'/%'.repeat(9e6)}"}]}}]}}}`,
  jsond: `{"schedule":{"conference":{"days":[{"date":"2019-06-12","rooms":{"A":[{"date":"${'1'.repeat(18e6)}","duration":"${'1:'.repeat(5e5)}","slug":"${'-_'.repeat(5e5)}","guid":"${'a'.repeat(1e6)}"}]}}]}}}`,
})) { const s = performance.now(); let o; try { o = readSchedule(Buffer.from(t)).mended.length } catch (e) { o = String(e) } console.log(n, t.length, o, Math.round(performance.now() - s)) }
