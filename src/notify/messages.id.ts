import contact from './pages/messages.contact.id.ts'
import phone from './pages/messages.phone.id.ts'
import people from './pages/messages.people.id.ts'
import staff from './pages/messages.staff.id.ts'
import words from './pages/messages.words.id.ts'

export default {
  contact,
  phone,
  noShow: {
    waits: 'Giliran baru bisa diambil mulai {until}.',
    warned: 'Bila terulang, Anda perlu menunggu sebelum mengambil giliran baru.',
  },
  webhook: {
    badSignature: 'Tanda tangannya tidak cocok dengan isinya, atau waktunya terlalu jauh dari sekarang. Periksa rahasianya dan jam di pihak pengirim.',
    badToken: 'Kata pengenalnya lain. Yang benar adalah isi WHATSAPP_VERIFY_TOKEN.',
  },
  ticket: {
    booked: 'Giliran Anda sudah tercatat.',
    moved: 'Giliran Anda sudah diubah.',
    'left-party': 'Seseorang sudah keluar dari tiket ini dengan NIK-nya sendiri. Tempat yang lain tetap.',
    cancelled: 'Giliran ini sudah dibatalkan. Tempat Anda dibagikan lagi. Tidak ada sanksi.',
    when: 'Waktu: {when}',
    arrive: 'Datang {minutes, number} menit sebelumnya.',
    place: 'Tempat: {place}, {address}',
    code: 'Kode tiket: {code}',
    people: 'Untuk: {people}',
    link: 'Buka tiket: {url}',
    find: 'Buka tiket dengan kode tiket dan NIK salah satu orang di tiket.',
    papers: 'Yang dibawa:',
    change: 'Ubah atau batalkan boleh sampai {until}, tanpa sanksi.',
    free: 'Giliran gratis. Biaya paspor tidak dibayar kepada petugas atau perantara.',
    demo: 'PERAGAAN. Bukan layanan resmi.',
    stop: 'Atur atau hentikan pesan seperti ini: {url}',
  },
  ...people,
  staff,
  words,
}
