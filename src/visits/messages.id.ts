import display from './pages/messages.display.id.ts'
import floor from './pages/messages.floor.id.ts'
import live from './pages/messages.live.id.ts'
import reception from './pages/messages.reception.id.ts'

/** The visit day: what every screen of it says, then screen by screen. */
export default {
  errors: {
    noHall: 'Kantor ini belum menjalankan antrean hari dengan Giliran, atau tempatnya tidak ada. Periksa alamatnya.',
    counterUnknown: 'Loket ini tidak ada di tempat ini. Pilih loket dari daftar.',
    visitUnknown: 'Nomor ini tidak ada di antrean hari ini. Periksa lagi nomornya.',
    bookingUnknown: 'Tiket ini tidak ditemukan untuk hari ini. Periksa kode atau NIK, atau cari dengan nama.',
    ticketForged: 'Kode QR ini bukan tiket dari sistem ini. Cari dengan kode atau NIK.',
    stageNotHere: 'Loket ini tidak melayani tahap itu. Pilih: {allowed}.',
    counterClosed: 'Loket belum dibuka atau sedang jeda. Buka atau lanjutkan dulu.',
    counterBusy: 'Loket masih memegang {number}. Selesaikan dulu, atau alihkan.',
    counterIdle: 'Tidak ada nomor di loket ini. Panggil berikutnya dulu.',
    hallPaused: 'Panggilan sedang dihentikan. Lanjutkan dulu dari layar ruang tunggu.',
    notWaiting: 'Nomor {number} tidak sedang menunggu. Lihat daftar yang terbaru.',
    wrongState: 'Nomor {number} sudah berubah sejak layar ini tampil. Lihat keadaan terbaru, lalu coba lagi.',
    noShowTooSoon: 'Belum boleh dicatat tidak hadir: panggil {calls} kali dan tunggu {minutes} menit.',
    nothingToUndo: 'Tidak ada yang dapat diurungkan di loket ini.',
    checkInEarly: 'Terlalu awal. Dapat lapor hadir mulai pukul {from}.',
    checkInLate: 'Jam terakhir hari ini sudah lewat. Ambil giliran baru di meja ini.',
    checkInOtherDay: 'Tiket ini untuk {when}. Datanglah pada hari itu, atau ubah harinya di meja ini.',
    checkInOtherSite: 'Tiket ini untuk {site}. Lapor hadir di sana, atau ubah di meja ini.',
    cancelled: 'Tiket ini sudah dibatalkan. Ambil giliran baru, atau datang langsung bila masih ada tempat.',
    nobodyCame: 'Pilih paling sedikit satu orang yang hadir dan cocok dengan kartunya.',
    seenToday: 'Orang ini sudah lapor hadir hari ini dengan nomor {number}.',
    noWalkInsLeft: 'Tempat datang langsung hari ini habis. Ambil giliran untuk hari lain.',
    numbersUsedUp: 'Nomor dengan huruf ini habis untuk hari ini. Hubungi pengawas.',
    busy: 'Ruang tunggu sedang sangat sibuk. Coba lagi sebentar.',
  },
  display,
  floor,
  live,
  reception,
}
