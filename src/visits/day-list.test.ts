import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DayRow, dayListCsv } from './day-list.ts'

const row: DayRow = {
  booking: 'b',
  code: 'WSB-7K4-M2PX',
  start: '2026-11-30T08:30:00+07:00',
  end: '2026-11-30T09:00:00+07:00',
  kind: 'appointment',
  services: 'Paspor baru',
  state: 'arrived',
  arrivedAt: '2026-11-30T08:14:00+07:00',
  number: 'A-017',
  people: [{ name: 'Siti Aminah', nik: '3307 0145 •••• 0003', service: 'Paspor baru' }],
}
const named = (name: string): DayRow => ({ ...row, people: [{ ...row.people[0]!, name }] })

test('a line a person, with a mark and CRLF', () => {
  assert.equal(
    dayListCsv('2026-11-30', [row]),
    '\uFEFFday,start,code,person,name,nik,service,state,arrived,number\r\n' +
      '2026-11-30,08:30,WSB-7K4-M2PX,1,Siti Aminah,3307 0145 •••• 0003,Paspor baru,arrived,08:14,A-017\r\n',
  )
})

test('no cell is a formula, whatever somebody is called', () => {
  for (const name of ['=1+1', '+62', '-1', '@sum', ' =1', '\t=1']) {
    assert.ok(dayListCsv('2026-11-30', [named(name)]).includes(`,'${name},`), name)
  }
  assert.ok(dayListCsv('2026-11-30', [named('Ani, "Nia"')]).includes('"Ani, ""Nia"""'))
})
