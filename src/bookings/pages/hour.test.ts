import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeView, samples } from '../../web/index.ts'
import { nearestFree } from './hour.tsx'
import { shortWhoText, whoText } from './names.ts'

const at = (time: string): Temporal.ZonedDateTime => samples.sampleStart.withPlainTime(time)
const hour = (slot: string, time: string, state: 'free' | 'few' | 'full' = 'free') => ({
  slot,
  start: at(time),
  end: at(time).add({ minutes: 30 }),
  left: 5,
  state,
})

test('the nearest free hour is of the same site; of two as near the earlier', () => {
  const here = { id: 'here', hours: [hour('a', '08:00'), hour('b', '08:30', 'full'), hour('c', '09:00')] }
  const there = { id: 'there', hours: [hour('d', '08:30')] }
  assert.equal(nearestFree([here, there], { start: at('08:30'), site: 'here' })?.slot, 'a')
  assert.equal(nearestFree([here, there], { start: at('08:50'), site: 'here' })?.slot, 'c')
  const full = { id: 'here', hours: here.hours.map((one) => ({ ...one, state: 'full' as const })) }
  assert.equal(nearestFree([full, there], { start: at('08:30'), site: 'here' })?.slot, 'd')
  assert.equal(nearestFree([full], { start: at('08:30'), site: 'here' }), undefined)
})

test('an hour that is held already is not offered', () => {
  const group = { id: 'here', hours: [{ ...hour('a', '08:00'), yours: true }, hour('b', '11:00')] }
  assert.equal(nearestFree([group], { start: at('08:00'), site: 'here' })?.slot, 'b')
})

test('names on the draft and, shorter, on the ticket', () => {
  const id = makeView({ locale: 'id', here: '/', demo: false, stylesheet: '' })
  const en = makeView({ locale: 'en', here: '/', demo: false, stylesheet: '' })
  const names = ['Siti Aminah', 'Ahmad Fauzi', 'Sukarno']
  assert.equal(whoText(id, names.slice(0, 2)), 'Siti Aminah dan Ahmad Fauzi')
  assert.equal(whoText(id, names), 'Siti Aminah dan 2 orang lain')
  assert.equal(whoText(en, names.slice(2)), 'Sukarno')
  assert.equal(shortWhoText(id, names.slice(0, 2)), 'Siti A. dan 1 orang')
  assert.equal(shortWhoText(en, names), 'Siti A. and 2 others')
  assert.equal(shortWhoText(id, names.slice(2)), 'Sukarno')
})
