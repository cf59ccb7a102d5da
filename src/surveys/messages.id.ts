/** Sentences of the questions after a visit. */
export default {
  title: 'Bagaimana layanannya?',
  intro: 'Dua pertanyaan tentang kunjungan Anda ke {office}.',
  rating: 'Bagaimana layanan yang Anda terima?',
  ratings: {
    'very-good': 'Sangat baik',
    good: 'Baik',
    fair: 'Cukup',
    poor: 'Kurang',
    bad: 'Buruk',
  },
  asked: 'Adakah yang meminta uang atau imbalan di luar biaya resmi?',
  askedHint: 'Petugas, perantara, siapa pun.',
  no: 'Tidak ada',
  yes: 'Ya, ada',
  words: 'Ceritakan, kalau mau',
  wordsHint: 'Boleh kosong, paling banyak {max} huruf. Jangan tulis nama atau NIK Anda.',
  kept: 'Jawaban disimpan tanpa nama, NIK, dan nomor Anda. Petugas loket tidak tahu siapa yang menjawab.',
  send: 'Kirim jawaban',
  ticket: 'Ke tiket',
  errors: {
    ratingMissing: 'Pilih satu nilai untuk layanannya.',
    askedMissing: 'Pilih ada atau tidak ada.',
    wordsTooLong: 'Paling banyak {max} huruf. Sekarang {count}: persingkat sedikit.',
  },
  thanks: {
    title: 'Terima kasih',
    text: 'Jawaban Anda sudah dicatat. Kalau Anda menjawab lagi, jawaban baru menggantikan yang ini.',
  },
  early: {
    title: 'Belum bisa dijawab',
    text: 'Pertanyaan ini dibuka setelah kunjungan Anda selesai.',
  },
  over: {
    title: 'Sudah ditutup',
    text: 'Jawaban diterima sampai {days} hari setelah kunjungan. Terima kasih atas perhatian Anda.',
  },
}
