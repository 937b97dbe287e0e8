import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvBroken, csvOf, readCsv, xlsxOf } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('CSV out', () => {
  test('begins with a byte order mark and ends its lines as Excel does', () => {
    expect(
      csvOf(
        ['Name', '人数'],
        [
          ['李明', 2],
          [null, -1],
        ],
      ),
    ).toBe('\ufeffName,人数\r\n李明,2\r\n,-1\r\n')
  })
  test.each(['=1+1', '+44 20', '-2', '@SUM(A1)', '\t=1', '\r=1'])(
    'a text that would run does not: %j',
    (text) => {
      expect(csvOf(['a'], [[text]])).toContain(`'${text}`)
    },
  )
  test('comes back as it went out, whatever was typed', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\0]/g, ' ').trim())
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const safe = rows.filter(
          (row) => row.some((each) => each !== '') && !row.some((each) => /^[=+\-@']/.test(each)),
        )
        expect(readCsv(bytes(csvOf(['a', 'b'], safe))).rows.map(({ cells }) => cells)).toEqual(safe)
      }),
    )
  })
})

describe('CSV in', () => {
  test.each([
    ['commas', 'name,mail\n李明,a@b.org\n'],
    ['semicolons', 'name;mail\r\n李明;a@b.org\r\n'],
    ['tabs', 'name\tmail\n李明\ta@b.org'],
    ['a byte order mark and quotes', '\ufeff"name","mail"\n" 李明 ",a@b.org\n'],
  ])('%s', (_why, text) => {
    expect(readCsv(bytes(text))).toEqual({
      head: ['name', 'mail'],
      rows: [{ line: 2, cells: ['李明', 'a@b.org'] }],
    })
  })
  test('GB 18030, as Excel in China writes it', () => {
    // 姓名 / 李明
    const file = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0xc0, 0xee, 0xc3, 0xf7, 0x0a])
    expect(readCsv(file)).toEqual({ head: ['姓名'], rows: [{ line: 2, cells: ['李明'] }] })
  })
  test('UTF-16 with its mark, as Excel writes “Unicode text”', () => {
    const utf16 = Buffer.from('\ufeff姓名\t邮箱\n李明\ta@b.org\n', 'utf16le')
    const read = { head: ['姓名', '邮箱'], rows: [{ line: 2, cells: ['李明', 'a@b.org'] }] }
    expect(readCsv(utf16)).toEqual(read)
    expect(readCsv(utf16.swap16())).toEqual(read)
  })
  test('a workbook that was chosen instead is no CSV from its first line on', () => {
    for (const file of [Buffer.from('\xd0\xcf\x11\xe0\0\0', 'latin1'), Buffer.from('PK\x03\x04\x14\0\x06\0')])
      expect(() => readCsv(file)).toThrow(new CsvBroken(1))
  })
  test('lines are counted as an editor counts them, over empty ones and cells of two lines', () => {
    expect(readCsv(bytes('a,b\n\n1,"x\ny"\n,\n2,z\n')).rows).toEqual([
      { line: 3, cells: ['1', 'x\ny'] },
      { line: 6, cells: ['2', 'z'] },
    ])
  })
  test('a quote that is not closed is told by its line', () => {
    expect(() => readCsv(bytes('a,b\n1,2\n3,"4\n'))).toThrow(CsvBroken)
  })
  test('nothing is nothing', () => {
    expect(readCsv(bytes(''))).toEqual({ head: [], rows: [] })
  })
})

test('XLSX is a zip of a workbook that reads back', async () => {
  const file = await new Response(
    xlsxOf(
      'Guests: 2019/06',
      ['Name', 'Count'],
      [
        ['=1+1', 2],
        ['李明', null],
      ],
    ),
  ).arrayBuffer()
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(file)
  const sheet = book.worksheets[0]
  expect(sheet?.name).toBe('Guests  2019 06')
  expect(sheet?.getRow(2).values).toEqual([undefined, '=1+1', 2])
  expect(sheet?.getCell('A2').type).toBe(excel.ValueType.String)
  expect(sheet?.getCell('A3').value).toBe('李明')
})
