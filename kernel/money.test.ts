import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMoney, formatMoney, isCurrency, minorDigits, money, moneyDecimal, parseMoney } from './money.ts'

describe('reads what people type', () => {
  it.each([
    ['1200', 'CNY', 120_000],
    ['1,200.50', 'GBP', 120_050],
    ['£1,200.5', 'GBP', 120_050],
    ['￥５０万', 'CNY', 50_000_000],
    ['CNY 3.5亿', 'CNY', 35_000_000_000],
    ['20000 cny', 'CNY', 2_000_000],
    ['CN¥20,000', 'CNY', 2_000_000],
    ['US$9.99', 'USD', 999],
    ['-5', 'USD', -500],
    ['1200', 'JPY', 1200],
    ['1.2340', 'KWD', 1234],
    ['0', 'USD', 0],
    ['-0', 'USD', 0],
  ])('%s in %s → %i', (text, currency, minor) =>
    expect(parseMoney(text, currency)).toEqual({ minor, currency }),
  )

  it.each([
    ['', 'GBP', 'nothing'],
    ['abc', 'GBP', 'no number'],
    ['1.234', 'GBP', 'finer than a penny'],
    ['0.5', 'JPY', 'yen have no parts'],
    ['1,20', 'GBP', 'a comma that groups nothing'],
    ['1.200,50', 'EUR', 'a point and a comma the other way round could be either'],
    ['1e9', 'GBP', 'not how people write'],
    ['USD 5', 'GBP', 'another currency'],
    ['99999999999999999', 'GBP', 'past what is exact'],
    ['5', 'XYZ', 'no such currency'],
    ['9'.repeat(1_000_000), 'GBP', 'too long to look at'],
  ])('refuses %.20s in %s: %s', (text, currency) =>
    expect(() => parseMoney(text, currency)).toThrow(RangeError),
  )
})

describe('writes', () => {
  it.each([
    [money(120_050, 'GBP'), '£1,200.50', '£1,200.50'],
    [money(2_000_000, 'CNY'), 'CN¥20,000', '¥20,000'],
    [money(-999, 'USD'), '-US$9.99', '-US$9.99'],
    [money(1200, 'JPY'), 'JP¥1,200', 'JP¥1,200'],
    [money(Number.MAX_SAFE_INTEGER, 'GBP'), '£90,071,992,547,409.91', '£90,071,992,547,409.91'],
  ])('%j', (amount, en, zh) => {
    expect([formatMoney(amount, 'en'), formatMoney(amount, 'zh')]).toEqual([en, zh])
  })

  it('exactly for machines, and reads that back', () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('GBP', 'JPY', 'KWD', 'CNY'), (minor, currency) => {
        const amount = money(minor, currency)
        expect(parseMoney(moneyDecimal(amount), currency)).toEqual(amount)
      }),
    ))
})

it('adds one currency only, exactly', () => {
  expect(addMoney(money(1, 'GBP'), money(2, 'GBP'))).toEqual({ minor: 3, currency: 'GBP' })
  expect(() => addMoney(money(1, 'GBP'), money(2, 'CNY'))).toThrow('Cannot add CNY to GBP')
  expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'GBP'), money(1, 'GBP'))).toThrow(RangeError)
})

it('knows currencies and their digits by ISO 4217', () => {
  expect(['CNY', 'cny', 'XYZ', '', 5].map(isCurrency)).toEqual([true, false, false, false, false])
  expect(['CNY', 'JPY', 'KWD', 'IDR', 'CLF'].map(minorDigits)).toEqual([2, 0, 3, 2, 4])
  expect(() => money(1.5, 'GBP')).toThrow(RangeError)
})
