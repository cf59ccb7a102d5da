/** A freed seat offered to who waits in the order of a draw, on their page and at the desk. */
export default {
  title: 'Tempat yang kembali',
  heading: 'Ada tempat kembali untuk Anda',
  look: 'Lihat dan jawab',
  entry: 'Kembali ke halaman undian Anda',
  intro: 'Seseorang melepas tempatnya. Menurut urutan undian, Anda yang berikutnya yang cocok.',
  what: 'Giliran',
  who: 'Untuk',
  until: 'Jawab sebelum',
  accept: 'Ambil tempat ini',
  acceptDetail: 'Tempatnya langsung menjadi giliran Anda, dengan tiket seperti pemenang undian.',
  no: 'Tidak bisa datang pada jam itu?',
  noDetail: 'Tempat ini ditawarkan ke orang berikutnya. Anda tetap di urutan dan masih bisa ditawari jam lain.',
  noNik: 'NIK salah satu dari Anda, karena tautan ini bisa saja diteruskan.',
  decline: 'Tidak, tawarkan ke orang berikutnya',
  noPhone: 'Tanpa telepon pun bisa: jawab di meja depan kantor atau lewat telepon kantor.',
  none: {
    heading: 'Tidak ada tawaran sekarang',
    waiting: 'Urutan undian Anda {place}, dan Anda masih menunggu. Bila ada tempat kembali yang cocok, kami beri tahu.',
    out: 'Pendaftaran ini tidak lagi menunggu tempat.',
  },
  last: {
    declined: 'Tawaran {when} Anda tolak. Tempatnya ditawarkan ke orang berikutnya.',
    lapsed: 'Tawaran {when} tidak dijawab sampai batasnya. Tempatnya ditawarkan ke orang berikutnya.',
    passed:
      'Tawaran {when} dilewatkan: salah seorang dari Anda sudah memegang giliran atau ikut undian lain, atau jamnya ' +
      'ditutup kantor.',
  },
  held:
    'Salah seorang dari Anda sudah memegang giliran lain atau ikut undian lain, jadi tempat ini tidak bisa diambil dan ' +
    'ditawarkan ke orang berikutnya. Satu orang satu giliran.',
  staff: {
    title: 'Tawaran tempat yang kembali',
    lead:
      'Tempat yang dilepas ditawarkan menurut urutan undian. Jawablah untuk yang datang ke meja depan atau menelepon, ' +
      'setelah mereka menyebut kode dan NIK. Yang belum menjawab boleh ditelepon.',
    none: 'Tidak ada tawaran yang menunggu jawaban.',
    code: 'Kode',
    place: 'Urutan',
    who: 'Pemohon',
    contact: 'Kontak',
    hour: 'Giliran',
    until: 'Jawab sebelum',
    noContact: 'tidak ada',
    accept: 'Ambil',
    decline: 'Tidak',
    for: 'untuk {code}',
    answer: 'Jawaban',
    news: {
      accepted: 'Tempatnya sudah menjadi giliran mereka.',
      declined: 'Dicatat. Tempatnya ditawarkan ke orang berikutnya.',
      over: 'Tawaran itu sudah berakhir.',
      held: 'Salah seorang sudah memegang giliran lain. Tempatnya ditawarkan ke orang berikutnya.',
    },
    counts: 'Tempat yang dikembalikan atau baru ditambah, untuk 30 hari kunjungan mulai hari ini',
    count: {
      freed: 'Dikembalikan',
      plannedAnew: 'Ditambah kantor setelah daftar ditutup',
      waiting: 'Menunggu',
      online: 'Bisa diambil lagi dari rumah',
      walkIns: 'Untuk yang datang langsung',
      offered: 'Ditawarkan menurut urutan undian',
      accepted: 'Diambil',
      declined: 'Ditolak',
      lapsed: 'Tidak dijawab',
      passed: 'Dilewatkan',
      passedOver: 'Rombongan yang terlewati karena salah satunya memegang giliran lain',
    },
  },
}
