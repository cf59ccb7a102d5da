/** Today without a booking, on the page of the office. Hours have their point, {zone} is WIB, WITA or WIT. */
export default {
  heading: 'Datang tanpa janji hari ini',
  state: {
    /** {reason} reads on: "akhir pekan". */
    closed: 'tutup hari ini: {reason}',
    'to-draw': '{seats} tempat, diundi pukul {drawAt}',
    drawing: 'undian belum selesai',
    free: 'sisa {seats} tempat',
    none: 'habis untuk saat ini',
    over: 'selesai untuk hari ini',
  },
  hint: {
    'to-draw': 'Daftar di pintu pukul {opens} sampai {drawAt} {zone}. Datang lebih pagi tidak menambah peluang.',
    drawing: 'Daftar ditutup pukul {drawAt} {zone}. Sisa tempat tampil di sini setelah undian.',
    free: 'Menurut kedatangan, sampai pukul {until} {zone}. Tidak ditahan: bisa habis sebelum Anda tiba.',
    none: 'Tempat yang tidak jadi dipakai dapat muncul lagi sampai pukul {until} {zone}.',
    over: 'Jam kedatangan berakhir pukul {until} {zone}.',
  },
  lastEntry: 'Nomor undian terakhir: {last}.',
  nextDraw: 'Pada hari buka, tempat diundi di pintu pukul {drawAt} {zone}.',
  closing: 'Tutup mulai pukul {from} {zone}: {reason}.',
  waiting: '{count, plural, =0 {Antrean kosong.} other {# nomor menunggu.}}',
  pause: {
    'system-down': 'Semua panggilan berhenti sejak pukul {since} {zone}: sistem nasional terganggu.',
    supervisor: 'Semua panggilan berhenti sebentar sejak pukul {since} {zone}.',
  },
  display: 'Layar antrean',
  drawHow: 'Cara undian pintu',
  drawn: 'Diundi pukul {drawAt} {zone}.',
  drawResult: 'Hasil undian',
  counted: 'Dihitung pukul {now} {zone}.',
  again: 'Hitung lagi',
}
