import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groupNik, readContact, readName, readNik, sampleNiks, shortName } from './index.ts'

test('a NIK is read as people copy it', () => {
  assert.deepEqual(readNik('3307 0145 0690 0003'), {
    ok: true,
    nik: '3307014506900003',
    unusualRegion: false,
    impossibleDate: false,
  })
  assert.equal(readNik('3307-0145-0690-0003').ok, true)
  assert.equal(groupNik('3307014506900003'), '3307 0145 0690 0003')
})

test('a NIK that cannot be is refused with what to mend', () => {
  assert.deepEqual(readNik(''), { ok: false, fault: 'missing' })
  assert.deepEqual(readNik('3307 0145 0690 000'), { ok: false, fault: 'too-short', digits: 15 })
  assert.deepEqual(readNik('33070145069000031'), { ok: false, fault: 'too-long', digits: 17 })
  assert.deepEqual(readNik('3307O14506900003'), { ok: false, fault: 'not-digits' })
  // Arabic-Indic digits are digits to Unicode, not to the card.
  assert.deepEqual(readNik('٣٣٠٧٠١٤٥٠٦٩٠٠٠٠٣'), { ok: false, fault: 'not-digits' })
})

test('an impossible date is asked once more, then taken as printed', () => {
  for (const date of ['320190', '001290', '711390', '310290', '729990', '400190']) {
    const nik = `330701${date}0003`
    assert.deepEqual(readNik(nik), { ok: false, fault: 'impossible' }, date)
    const printed = readNik(nik, { asPrinted: true })
    assert.ok(printed.ok && printed.impossibleDate, date)
  }
  assert.ok(readNik('3307012902000003').ok, '29 February 2000 was')
  assert.ok(!readNik('3307012902010003').ok, '29 February 2001 and 1901 were not')
})

test('an odd region warns and no more', () => {
  const reading = readNik('5407014506900003')
  assert.ok(reading.ok && reading.unusualRegion)
})

test('every sample NIK is readable, unlike any real one, and none comes twice', () => {
  const niks = sampleNiks(5000)
  assert.equal(new Set(niks).size, 5000)
  for (const nik of niks) {
    const reading = readNik(nik)
    assert.ok(reading.ok && reading.unusualRegion, nik)
  }
})

test('names stay as they are on the card', () => {
  for (const name of [
    'Suharto',
    "Ma'ruf Amin",
    'Ma`ruf',
    'H. M. Nur-Alam, S.H.',
    'Ni Luh Ayu',
    'محمد',
    'Nguyễn Thị Ánh',
  ]) {
    assert.deepEqual(readName(`  ${name} `), { ok: true, name: name.normalize('NFC') })
  }
  assert.equal(shortName('Siti Aminah'), 'Siti A.')
  assert.equal(shortName('Suharto'), 'Suharto')
})

test('hostile names are refused', () => {
  const hostile = [
    'A\u0000B',
    'A\u202eB',
    '\u2066A',
    '\ud800',
    '<script>',
    '123',
    '...',
    '=HYPERLINK("x")',
    'A\u200bB',
    'a\nb',
    'Klik https://contoh.id',
    'tanya@contoh.id',
  ]
  for (const name of hostile) assert.equal(readName(name).ok, false, JSON.stringify(name))
  assert.deepEqual(readName('x'.repeat(101)), { ok: false, fault: 'too-long' })
})

test('a name that was taken reads the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const reading = readName(typed)
      if (reading.ok) assert.deepEqual(readName(reading.name), reading)
    }),
  )
})

test('one field takes a WhatsApp number or an e-mail address', () => {
  const whatsapp = { ok: true, contact: { whatsapp: '+6281234564471' } }
  for (const typed of ['0812 3456 4471', '+62 812-3456-4471', '6281234564471', '0062 81234564471', '81234564471']) {
    assert.deepEqual(readContact(typed), whatsapp, typed)
  }
  assert.deepEqual(readContact('+44 7700 900982'), { ok: true, contact: { whatsapp: '+447700900982' } })
  assert.deepEqual(readContact(' Siti@Contoh.ID '), { ok: true, contact: { email: 'Siti@contoh.id' } })
  assert.deepEqual(readContact('   '), { ok: true, contact: {} })
  assert.deepEqual(readContact('0286'), { ok: false, fault: 'not-a-phone' })
  for (const typed of ['siti@', 'a@b', 'a b@c.id', 'a@b.id\r\nBcc: x@y.id']) {
    assert.deepEqual(readContact(typed), { ok: false, fault: 'not-an-email' }, typed)
  }
})
