/** The draw at the door: the staff's page, and the page on which everybody can check it. */
export default {
  title: 'Undian pintu',
  errors: {
    noDoor: 'Kantor ini tidak mengundi di pintu. Datang langsung dilayani menurut kedatangan selama masih ada tempat.',
    early: 'Daftar undian dibuka pukul {hour}. Catat setelah itu.',
    closed: 'Daftar undian sudah ditutup pukul {hour}. Setelah undian, sisa tempat dibagikan menurut kedatangan.',
    tooEarly: 'Undian baru boleh pukul {hour}. Sampai saat itu daftar masih terbuka.',
    nobody: 'Tidak ada yang terdaftar. Tempat dibagikan menurut kedatangan.',
    saidMalformed: 'Tulis empat angka yang disebut, misalnya 4821.',
    hasEntry: 'Orang ini sudah terdaftar di undian hari ini. Satu orang, satu nomor undian.',
    entryUnknown: 'Nomor undian ini sudah ditarik atau tidak ada. Lihat daftar yang terbaru.',
    drawFirst: 'Datang langsung diundi pukul {hour}. Catat orang ini di undian pintu, atau pilih sebab didahulukan.',
    drawNow: 'Undian pintu belum selesai. Minta pengawas mengundi dulu; sisa tempat dibagikan setelah itu.',
  },
  people: '{people} orang',
  seats: '{total} tempat{several, select, yes { ({list})} other {}}',
  staff: {
    lead:
      'Yang datang tanpa janji dicatat pukul {opens} sampai {drawAt}, lalu diundi. Datang lebih pagi tidak menambah ' +
      'peluang. Lansia, ibu hamil, ibu menyusui, penyandang disabilitas, dan yang membawa anak kecil tidak perlu ' +
      'diundi: beri nomor langsung di meja depan.',
    public: 'Halaman untuk umum',
    fingerprint: 'Sidik rahasia hari ini',
    early: 'Daftar dibuka pukul {opens}.',
    entered: 'Berikan nomor undian ini',
    enteredHint: 'Tulis di kertas untuk yang datang. Diundi pukul {drawAt}.',
    withdrawn: '{entry} sudah ditarik.',
    enter: 'Catat yang datang',
    enterSubmit: 'Catat di undian',
    list: 'Yang terdaftar',
    empty: 'Belum ada yang terdaftar.',
    nobody: 'Tidak ada yang terdaftar sampai pukul {drawAt}. Tempat dibagikan menurut kedatangan.',
    withdraw: 'Tarik',
    andOthers: '{name} dan {others} orang',
    draw: 'Undi sekarang',
    drawHow:
      'Daftar sudah ditutup: {count} nomor. Minta empat orang di pintu masing-masing menyebut satu angka, keras-keras. ' +
      'Petugas tidak ikut menyebut.',
    said: 'Empat angka yang disebut',
    saidHint: 'Menurut urutan disebut, misalnya 4821',
    saidCheck: 'Periksa angkanya',
    supervisor: 'Daftar sudah ditutup. Minta pengawas mengundi dari akunnya.',
    confirm: 'Bacakan angka ini keras-keras. Benar?',
    confirmText: 'Setelah diundi, hasilnya tetap dan tidak bisa diulang.',
    confirmDraw: 'Ya, undi',
    confirmBack: 'Bukan, ubah angkanya',
    unfinished: 'Undian terhenti di tengah. Hasilnya sudah tetap; lanjutkan membagi nomornya.',
    resume: 'Lanjutkan',
    result: 'Hasil undian',
    told: 'Bacakan yang mendapat tempat dan serahkan nomornya. Yang lain: {left}.',
    left: 'sisa {seats} tempat hari ini, menurut kedatangan',
    none: 'tempat hari ini habis, tawarkan giliran hari lain',
    slip: 'Cetak nomor {number}',
    back: 'Kembali ke meja depan',
  },
  result: {
    lead:
      'Siapa pun yang ada di pintu sampai pukul {drawAt} berbagi tempat tanpa janji lewat undian. Datang pukul empat ' +
      'pagi tidak menambah peluang.',
    band: 'Undian pintu',
    drawHour: 'Diundi pukul',
    entries: '{count, plural, =0 {Belum ada yang terdaftar} other {{count} nomor terdaftar, sampai {last}}}',
    said: 'Angka yang disebut di pintu',
    drawnAt: 'Diundi pukul {hour}, {seats}',
    order: 'Urutan',
    seated: 'dapat tempat, {number}',
    out: 'tidak muat lagi',
    refused: 'tidak bisa diberi tempat',
    waiting: 'sedang dibagikan',
    withdrawn: 'ditarik',
    withdrawnList: 'Ditarik sebelum undian: {entries}.',
    left: '{seats, plural, =0 {Tempat tanpa janji hari ini habis.} other {Sisa {seats} tempat tanpa janji hari ini, menurut kedatangan.}}',
    rule:
      'Dari atas ke bawah, setiap rombongan mendapat jam pertama yang masih muat untuk semua orangnya. Yang tidak ' +
      'muat dilewati. Yang ternyata sudah memegang giliran tidak diberi lagi; tempatnya turun ke nomor berikutnya.',
    check: 'Periksa sendiri',
    checkLead: 'Tidak ada yang bisa menentukan urutan, juga bukan kami. Cukup kertas dan telepon.',
    before: {
      heading: 'Sebelum diundi: foto halaman ini',
      text:
        'Kantor sudah memegang sebuah rahasia. Inilah sidiknya (SHA-256). Rahasianya dibuka setelah undian; bila ' +
        'diganti, sidiknya tidak akan cocok lagi.',
    },
    during: {
      heading: 'Saat diundi: empat orang menyebut angka',
      text:
        'Daftar ditutup dulu. Lalu empat orang di pintu masing-masing menyebut satu angka. Yang menyebut tidak tahu ' +
        'rahasianya, dan kantor tidak tahu angkanya.',
      said: 'Angka yang disebut: {said}. Daftar: {entries}.',
    },
    after: {
      heading: 'Setelah diundi: hitung ulang',
      later: 'Di sini terbit rahasianya, dan cara menghitung ulang urutannya.',
      secret: 'Rahasianya',
      matches: 'SHA-256 dari rahasia ini harus sama dengan sidik di atas.',
      recipe:
        'Urutannya: SHA-256 dari baris-baris di bawah menjadi kunci; setiap nomor undian diberi HMAC-SHA-256 dengan ' +
        'kunci itu; dari yang terkecil. Dengan Python cukup delapan baris ini:',
    },
  },
}
