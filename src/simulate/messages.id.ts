import brokers from './pages/messages.brokers.id.ts'
/** The simulated day of the demonstration. */
export default {
  brokers,
  title: 'Hari peragaan',
  lead:
    'Orang, nomor, dan petugas di sini dibuat-buat. Semuanya berjalan lebih cepat: yang biasanya bermenit-menit, di ' +
    'sini beberapa detik.',
  start: 'Jalankan hari peragaan',
  more: 'Jalankan 15 menit lagi',
  running: 'Berjalan sampai pukul {hour}.',
  resting: 'Belum berjalan.',
  elsewhere: 'Sedang berjalan, dijalankan proses lain dari server ini. Semua layarnya hidup di sini juga.',
  screens: 'Layar yang hidup',
  display: 'Layar antrean di ruang tunggu',
  displayDetail: 'Nomor yang dipanggil, tanpa nama',
  ticket: 'Tiket di ponsel: {number}',
  ticketDetail: 'Berapa orang lagi, kira-kira jam berapa',
  counter: 'Layar loket',
  counterDetail: 'Masuk sebagai petugas loket; loket 1 untuk Anda',
  floor: 'Ruang tunggu untuk pengawas',
  floorDetail: 'Masuk sebagai pengawas',
  reception: 'Meja depan',
  receptionDetail: 'Masuk sebagai resepsionis',
  kiosk: 'Kios lapor hadir',
  kioskDetail: 'Masuk sebagai resepsionis',
  outbox: 'Pesan yang akan terkirim',
  outboxDetail: 'Tidak ada yang benar-benar dikirim dalam peragaan',
}
