import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cameOf, shapes, simulateDay } from './index.ts'

test('a played day has as many people as it planned, and all who came were served after waiting', () => {
  const day = simulateDay(shapes[3], 7_000, Date.parse('2026-10-05T00:00:00+07:00'))
  const came = cameOf(day)
  const people = (all: readonly { people: number }[]): number => all.reduce((sum, one) => sum + one.people, 0)
  assert.equal(people(came), people(day.parties))
  const absent = day.parties.filter(({ arrivesMs }) => arrivesMs === undefined)
  assert.equal(people(came.filter(({ state }) => state === 'not-come')), people(absent))
  const waits = came.flatMap(({ minutes }) => (minutes === null ? [] : [minutes]))
  assert.ok(waits.every((one) => Number.isInteger(one) && one >= 0 && one < 24 * 60))
  assert.ok(waits.some((one) => one > 0))
})
