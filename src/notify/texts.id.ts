/**
 * What is sent, in Indonesian. Plain {names} only, no plural and no select: a WhatsApp
 * template and an operator's own file are written in the same way (docs/messages.md). The
 * signs are those of GSM 03.38, so that a text stays within two segments of an SMS.
 */
export default {
  booked: {
    subject: 'Giliran Anda {when}',
    text: 'Giliran paspor {code}: {when}, {place}. Datang {minutes} menit sebelumnya, bawa berkas asli. {link}',
  },
  moved: {
    subject: 'Giliran Anda diubah ke {when}',
    text: 'Giliran {code} diubah: {when}, {place}. Datang {minutes} menit sebelumnya, bawa berkas asli. {link}',
  },
  cancelled: {
    subject: 'Giliran {when} sudah dibatalkan',
    text: 'Giliran {code} ({when}, {place}) sudah dibatalkan. Tidak ada sanksi; giliran baru boleh diambil kapan saja.',
  },
  'reminder-day': {
    subject: 'Besok: giliran Anda {when}',
    text: 'Besok giliran paspor {code}: {when}, {place}. Bawa berkas asli. Berhalangan? Ubah atau batalkan: {link}',
  },
  'reminder-morning': {
    subject: 'Hari ini: giliran Anda {when}',
    text: 'Hari ini giliran paspor {code}: {when}, {place}. Datang {minutes} menit sebelumnya, bawa berkas asli. {link}',
  },
  'called-soon': {
    subject: 'Nomor {number} segera dipanggil',
    text: 'Nomor {number} segera dipanggil di {place}, masih {before} nomor di depan. Kembalilah ke ruang tunggu. {link}',
  },
  'come-back': {
    subject: 'Nomor {number} sudah dipanggil',
    text: 'Nomor {number} sudah dipanggil di {place}. Lapor ke meja depan, Anda dipanggil setelah orang berikutnya. {link}',
  },
  closed: {
    subject: 'Jam giliran Anda ditutup kantor: {when}',
    text: 'Jam giliran {code} ({when}, {place}) ditutup kantor: {reason}. Pilih jam lain tanpa sanksi: {link}',
  },
  offer: {
    subject: 'Ada tempat yang kembali: {when}',
    text: 'Ada tempat kembali: {when}, {place}. Ambil sebelum {until} di {link}. Bila tidak, ditawarkan ke orang berikutnya.',
  },
  drawn: {
    subject: 'Hasil undian {place}',
    text:
      'Undian {place}, nomor undian {entry}: {result}. Kode Anda {code} seperti kunci, tunjukkan hanya kepada petugas. ' +
      '{link}',
  },
  struck: {
    subject: 'Pendaftaran undian Anda di {place} tidak berlaku lagi',
    text: 'Undian {place}: pendaftaran {code} tidak berlaku lagi. {result} {link}',
  },
  'passed-over': {
    subject: 'Nomor urut Anda sudah tiba, {place}',
    text:
      'Undian {place}, pendaftaran {code}: nomor urut Anda tiba, tetapi seorang dari Anda sudah memegang giliran. Bukan ' +
      'Anda? Datang dengan KTP. {link}',
  },
  proof: {
    subject: 'Kode Giliran: {number}',
    text: 'Kode Giliran Anda {number}, berlaku {minutes} menit. Jangan berikan kepada siapa pun, petugas tidak memintanya.',
  },
  survey: {
    subject: 'Bagaimana layanan di {place}?',
    text: 'Terima kasih sudah datang ke {place}. Bagaimana layanannya? Jawab dua pertanyaan: {link}',
  },
  'left-party': {
    subject: 'Seseorang keluar dari {code}',
    text: 'Seseorang keluar dari {code} ({place}) dengan NIK-nya sendiri. Masih ada {people} orang, tempatnya tetap. Lihat: {link}',
  },
  'no-show': {
    subject: 'Tercatat tidak hadir {day}',
    text: 'Giliran {day}, {place}, tercatat tidak hadir. {result} Ada halangan? Sampaikan di meja depan dengan membawa KTP.',
  },
}
