import offers from './pages/messages.offers.id.ts'
import pages from './pages/messages.id.ts'
import verify from './messages.verify.id.ts'

export default {
  pages,
  verify,
  offers,
  errors: {
    drawUnknown: 'Undian ini tidak ada. Periksa alamatnya, atau buka halaman kantor.',
    notOpenYet: 'Pendaftaran undian belum dibuka. Dibuka {when}.',
    closed: 'Pendaftaran undian sudah ditutup {when}. Daftarnya tidak bisa diubah lagi.',
    entryUnknown: 'Pendaftaran tidak ditemukan. Periksa kode dan NIK, keduanya harus cocok.',
    entryOver: 'Pendaftaran ini sudah selesai, tidak bisa diubah lagi.',
    personHeld:
      'NIK ini sudah memegang giliran atau sudah ikut undian. Satu orang satu kali. Bukan Anda? Bawa KTP asli ke ' +
      'meja depan kantor imigrasi mana pun.',
    proveOrCome:
      'NIK ini sudah didaftarkan orang lain tanpa bukti. Isi kontak yang bisa Anda buktikan dengan kode, atau bawa ' +
      'KTP asli ke meja depan: pendaftaran yang terbukti menggantikan yang tidak.',
    outrankedEnough:
      'Dengan kontak ini pendaftaran lima orang di undian ini sudah digantikan. Untuk yang lain, datanglah ke meja depan ' +
      'dengan KTP asli.',
    offerUnknown: 'Tawaran ini tidak ada. Buka halaman pendaftaran undian Anda.',
    offerOver: 'Tawaran ini sudah berakhir. Tempat Anda di urutan tetap, tawaran lain masih bisa datang.',
    serviceNotInDraw: 'Undian ini bukan untuk layanan itu.',
    wishesNone: 'Pilih sedikitnya satu hari.',
    wishesTooMany: 'Paling banyak {max} pilihan.',
    wishUnknown: 'Undian ini tidak membagikan tempat pada waktu itu.',
    wishTwice: 'Pilihan ini sudah ada di atas.',
    wishOtherSite: 'Layanan yang diminta tidak diberikan di tempat itu.',
    wishNeverFits: 'Tidak ada jam dengan {party} tempat sekaligus pada waktu itu.',
  },
}
