/** Sentences of the public record: what was given, to how many, and what it cannot show. */
import fairness from './pages/messages.fairness.id.ts'
import record from './pages/messages.record.id.ts'

export default {
  errors: {
    noRecord: 'Belum ada catatan untuk tanggal ini. Catatan satu hari keluar keesokan harinya, catatan satu bulan setelah bulannya lewat.',
    noList: 'Belum ada daftar untuk bulan ini. Daftarnya ditetapkan setelah bulannya lewat.',
    roundTooEarly: 'Putaran itu datang pada {roundAt}, padahal daftarnya baru ditetapkan pada {listAt}. Sebut putaran yang datang paling sedikit 60 detik sesudahnya.',
    sampledAlready: 'Dari putaran itu sudah diambil {count} tiket, dan tercatat. Sebut putaran lain.',
  },
  record,
  fairness,
}
