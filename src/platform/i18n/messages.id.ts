export default {
  invalid: 'Ada isian yang perlu diperbaiki.',
  http: {
    notFound: 'Tidak ada apa-apa pada alamat ini. Periksa alamatnya, atau mulai dari halaman depan.',
    methodNotAllowed: 'Alamat ini ada, tetapi tidak dapat dipakai dengan cara itu. Lihat kepala Allow.',
    otherOrigin: 'Kiriman ini datang dari situs lain, jadi tidak kami terima. Buka situs ini dan isi di sini.',
    notJson: 'Kirim isinya sebagai JSON dengan Content-Type: application/json.',
    notForm: 'Kirim isiannya lewat formulir di halaman ini.',
    tooLarge: 'Kiriman ini terlalu besar. Paling banyak {kilobytes} KB.',
    badAddress: 'Alamat ini tidak terbaca: ada tanda persen yang salah tulis. Periksa alamatnya.',
    badJson: 'Isi kiriman bukan JSON yang benar. Periksa tanda kutip, koma dan kurungnya, lalu kirim lagi.',
    noBody: 'Kiriman ini kosong. Sertakan isinya sebagai JSON.',
    badRequest: 'Permintaan ini tidak terbaca. Periksa lalu kirim lagi.',
    unavailable: 'Sistem sedang tidak bisa menjangkau datanya. Coba lagi sebentar lagi.',
    internal: 'Ada kesalahan di pihak kami dan sudah tercatat. Coba lagi sebentar lagi.',
  },
  limits: {
    tooMany: 'Terlalu banyak percobaan. Coba lagi {minutes, plural, =0 {sebentar lagi} other {# menit lagi}}.',
  },
  /** One field at fault, as the shape of a request is checked: {bound} is a number, {choices} a list. */
  fault: {
    missing: 'Bagian ini wajib diisi.',
    unknown: 'Bagian ini tidak dikenal. Hapus dari kiriman.',
    wrongType: 'Bentuknya salah: yang diharapkan {expected}.',
    malformed: 'Penulisannya tidak sesuai. Periksa bentuknya.',
    notAChoice: 'Pilih salah satu: {choices}.',
    tooShort: 'Terlalu pendek: paling sedikit {bound} huruf.',
    tooLong: 'Terlalu panjang: paling banyak {bound} huruf.',
    tooSmall: 'Terlalu kecil: paling sedikit {bound}.',
    tooBig: 'Terlalu besar: paling banyak {bound}.',
    tooFew: 'Terlalu sedikit: paling sedikit {bound}.',
    tooMany: 'Terlalu banyak: paling banyak {bound}.',
    repeated: 'Ada yang tertulis dua kali.',
  },
  /** Each kind of refusal: its short name, and what its page /problems/... explains. */
  problems: {
    'slot-full': {
      title: 'Jam ini sudah penuh',
      about:
        'Semua tempat pada jam itu sudah diambil, mungkin baru saja. Pilih jam atau hari lain; isian Anda tidak hilang.',
    },
    'slot-closed': {
      title: 'Jam ini ditutup',
      about: 'Kantor tidak melayani pada jam itu, misalnya karena hari libur. Pilih jam atau hari lain.',
    },
    'slot-unreleased': {
      title: 'Jam ini belum dibuka',
      about: 'Giliran untuk jam itu belum boleh diambil. Kalender kantor menyebut kapan dibukanya.',
    },
    'person-already-booked': {
      title: 'Sudah memegang giliran',
      about:
        'Satu orang memegang paling banyak satu giliran di seluruh Indonesia. Ubah atau batalkan giliran yang lama ' +
        'lebih dahulu. Bila bukan Anda yang mengambilnya, datanglah ke kantor imigrasi dengan KTP asli.',
    },
    'same-person-twice': {
      title: 'Orang yang sama tertulis dua kali',
      about: 'NIK yang sama ada dua kali dalam satu rombongan. Setiap orang cukup ditulis sekali.',
    },
    invalid: {
      title: 'Ada isian yang perlu diperbaiki',
      about: 'Ada bagian yang kosong, salah bentuk atau tidak dikenal. Daftar errors menyebut letak dan perbaikannya.',
    },
    'too-many-moves': {
      title: 'Tidak bisa diubah lagi',
      about: 'Giliran ini sudah diubah sebanyak yang diperbolehkan. Anda tetap bisa datang pada jamnya atau membatalkannya.',
    },
    'change-too-late': {
      title: 'Batas waktu mengubah sudah lewat',
      about: 'Giliran dapat diubah atau dibatalkan sampai batas yang tertulis pada tiket. Setelah itu, hubungi kantornya.',
    },
    'not-found': {
      title: 'Tidak ditemukan',
      about: 'Tidak ada apa-apa pada alamat ini, atau kode dan kuncinya tidak cocok. Periksa alamat atau kodenya.',
    },
    'not-signed-in': {
      title: 'Belum masuk',
      about: 'Alamat ini untuk petugas yang sudah masuk, dan masuknya berakhir sesudah 60 menit diam atau 12 jam. Masuklah, lalu coba lagi.',
    },
    'not-allowed': {
      title: 'Bukan bagian tugas Anda',
      about: 'Peran Anda tidak mencakup tindakan ini, atau kantornya bukan kantor Anda. Minta kepala kantor bila seharusnya bisa.',
    },
    'bad-signature': {
      title: 'Tanda tangan tidak cocok',
      about: 'Webhook ditandatangani dengan rahasia yang hanya dimiliki pengirim dan sistem ini. Periksa rahasianya dan jam di pihak pengirim.',
    },
    'idempotency-conflict': {
      title: 'Kunci permintaan sudah dipakai',
      about:
        'Idempotency-Key yang sama pernah dikirim dengan isi lain. Pakai kunci baru untuk permintaan baru; kirim isi ' +
        'yang sama untuk menerima jawaban yang sama.',
    },
    'too-many-requests': {
      title: 'Terlalu banyak percobaan',
      about: 'Permintaan dari Anda atau jaringan Anda melewati batas. Tunggu selama yang disebut Retry-After.',
    },
    'not-json': {
      title: 'Jenis isinya salah',
      about: 'API menerima JSON dengan Content-Type: application/json; halaman menerima formulirnya sendiri.',
    },
    'too-large': {
      title: 'Kiriman terlalu besar',
      about: 'Isi kiriman melewati batas. Kirim hanya yang diminta.',
    },
    'bad-request': {
      title: 'Permintaan tidak terbaca',
      about: 'Alamat, kepala atau isi permintaan rusak sehingga tidak bisa dibaca. Perbaiki, lalu kirim lagi.',
    },
    'method-not-allowed': {
      title: 'Cara ini tidak tersedia di sini',
      about: 'Alamatnya ada, tetapi tidak dengan metode HTTP itu. Kepala Allow menyebut yang bisa.',
    },
    'other-origin': {
      title: 'Kiriman dari situs lain',
      about: 'Formulir yang mengubah sesuatu hanya diterima dari situs ini sendiri, supaya tak ada yang mengisinya diam-diam.',
    },
    'not-now': {
      title: 'Belum dapat sekarang',
      about:
        'Keadaan antrean atau undian tidak mengizinkan langkah ini: nomor, loket, atau jamnya sudah lain, atau daftar ' +
        'undian sudah ditutup. Lihat keadaan terbaru, lalu coba lagi.',
    },
    'work-needed': {
      title: 'Perlu hitungan kecil dulu',
      about:
        'Saat banyak permintaan datang dari satu jaringan, tiap giliran perlu satu hitungan kecil oleh perangkat Anda ' +
        '(`challenge`), atau satu kode lewat pesan. Ini membuat pemborongan mahal; orang biasa hampir tidak ' +
        'merasakannya.',
    },
    'cooling-off': {
      title: 'Belum bisa mengambil giliran',
      about:
        'Siapa yang beberapa kali tidak datang tanpa kabar menunggu dulu sebelum bisa mengambil giliran lagi. ' +
        'Membatalkan pada waktunya tidak pernah dihitung. Yang berhalangan dapat memintanya dibuka di meja depan kantor.',
    },
    'draft-expired': {
      title: 'Isian sudah dihapus',
      about: 'Demi keamanan data Anda, isian yang ditinggal 60 menit dihapus. Mulai lagi dengan memilih kantor.',
    },
    unavailable: {
      title: 'Sedang tidak bisa dilayani',
      about: 'Sistem sedang tidak bisa menjangkau datanya. Coba lagi setelah waktu yang disebut Retry-After.',
    },
    internal: {
      title: 'Ada kesalahan di pihak kami',
      about: 'Kesalahan ini bukan pada isian Anda dan sudah tercatat. Coba lagi sebentar lagi.',
    },
  },
  /** The page /api, for those who write programs. */
  api: {
    title: 'API Giliran',
    lead: 'Semua yang bisa dilakukan di situs ini bisa juga dilakukan oleh program, dengan aturan yang sama.',
    document: 'Dokumen OpenAPI 3.1',
    parameters: 'Parameter',
    needed: 'wajib',
    optional: 'boleh kosong',
    body: 'Isi yang dikirim',
    answer: 'Jawaban {status}',
    refuses: 'Ditolak dengan',
    problems: 'Jenis penolakan',
    problemsLead: 'Setiap penolakan punya nama tetap dan halaman penjelasan (RFC 9457).',
  },
}
