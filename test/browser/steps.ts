import assert from 'node:assert/strict'
import { book } from '../../src/bookings/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { readQr } from '../qr-reader.ts'
import type { TestApp } from './app.ts'
import type { Visitor } from './visitor.ts'

export interface Person {
  name: string
  nik: string
  service: string
  purpose: string
}

/** A family of five, their NIKs nobody's; a different one for each `number`. */
export function family(number: number): Person[] {
  const names = ['Siti Aminah', 'Ahmad Fauzi', "Nur 'Aini", 'Budi', 'Maria Goretti da Costa-Ximenes']
  const services = ['new-adult', 'replace-expired-adult', 'new-child', 'new-adult', 'replace-data-adult']
  return sampleNiks(5, number * 10).map((nik, i) => ({
    name: names[i]!,
    nik,
    service: services[i]!,
    purpose: i === 1 ? 'work' : 'umrah',
  }))
}

/** Types a person into the form of "who", as somebody at a keyboard or a telephone does. */
export async function fillPerson({ page }: Visitor, index: number, person: Person): Promise<void> {
  await page.locator(`#name-${index}`).fill(person.name)
  await page.locator(`#nik-${index}`).fill(person.nik.replaceAll(/(.{4})(?=.)/g, '$1 '))
  await page.locator(`input[name=service-${index}][value=${person.service}]`).check()
  await page.locator(`#purpose-${index}`).selectOption(person.purpose)
}

let strangers = 2_000

/** Others take the slot until fewer than `left` seats are free; no page takes part in it. */
export async function fillSlot({ bookings, slots }: TestApp, slotId: string, left: number): Promise<void> {
  for (;;) {
    const slot = slots.peek('wonosobo', slotId)
    assert.ok(slot)
    const free = slot.capacity - slot.taken - slot.withheld
    if (free < left) return
    const people = sampleNiks(Math.min(free, 5), strangers).map((nik) => ({
      name: 'Orang Lain',
      nik,
      service: 'new-adult',
      purpose: 'tourism',
    }))
    strangers += 10
    await book(bookings.deps, {
      office: 'wonosobo',
      slot: slotId,
      people,
      locale: 'id',
      idempotencyKey: `others-${slotId}-${strangers}`,
      actor: { kind: 'applicant' },
    })
  }
}

/** What a scanner reads from the QR on the screen. */
export async function scanQr({ page }: Visitor): Promise<string> {
  return readQr(await page.locator('.qr').screenshot())
}
