/** Memeriksa undian sendiri; nama langkah dan temuan seperti di verify.ts. */
export default {
  title: 'Periksa undian ini sendiri',
  intro:
    'Semua dihitung ulang di ponsel atau komputer Anda dari berkas umum undian: urutan, pembagian tempat, dan tanda ' +
    'tangan. Berkas itu tidak dikirim ke mana pun.',
  of: 'Undian {draw}',
  noScript:
    'Peramban ini tidak menjalankan skrip. Unduh berkas undian, lalu periksa dengan salah satu cara di bawah halaman ini.',
  run: 'Hitung ulang sekarang',
  running: 'Sedang menghitung… {count} baris dibaca',
  readLog: 'Baca juga seluruh buku terbuka: {lines} baris, sekitar {mb} MB',
  readLogHint: 'Dengan ini terlihat apakah ada daftar lain yang dikunci diam-diam untuk undian yang sama.',
  another: 'Atau pilih berkas undian yang Anda simpan',
  download: 'Unduh berkas undian',
  rules: 'Aturan undian',
  unreachable: 'Berkas undian tidak dapat diambil. Periksa sambungan, lalu coba lagi.',
  isRight: 'Undian ini benar: hasil hitung ulang sama.',
  isLimited: 'Hasil hitung ulang sama. Yang bertanda “sebagian” membuktikan kurang dari seharusnya; sebabnya tertulis.',
  isWrong: 'Undian ini TIDAK cocok dengan hasil hitung ulang.',
  states: { right: 'cocok', limited: 'sebagian', wrong: 'tidak cocok' },
  keys: 'Pakai kunci lain',
  keysHint:
    'Kunci di bawah berasal dari kami. Bila ragu, mintalah kepada saksi dan tuliskan di sini. Kosongkan: kunci dari ' +
    'berkas itu sendiri yang dipakai, dan hasilnya menyebutkan itu.',
  logKey: 'Kunci buku terbuka',
  witnessKeys: 'Kunci para saksi, satu per baris',
  badKey: 'Kunci yang ditulis tidak lengkap atau salah.',
  steps: {
    file: 'Berkas utuh',
    rules: 'Aturannya yang berlaku',
    leaf: 'Daftar, tempat, dan putaran angka acak dikunci sebelumnya',
    log: 'Kuncian itu tercatat di buku terbuka',
    witness: 'Saksi melihatnya sebelum angka acak ada',
    once: 'Hanya satu daftar yang dikunci untuk undian ini',
    list: 'Daftar peserta tidak berubah',
    beacon: 'Angka acaknya asli',
    seed: 'Benih undian mengikuti daftar dan angka acak',
    order: 'Urutan sesuai benih',
    seats: 'Tempat dibagi menurut urutan dan keinginan',
  },
  codes: {
    'file-read': '{entries} peserta dibaca.',
    'file-broken': 'Ini bukan berkas undian, atau ada yang hilang: baris {line}.',
    'file-void': 'Undian ini tidak dipakai; gantinya {draw}.',
    'rules-known': 'Aturan undian versi 1.',
    'rules-unknown': 'Aturan yang disebut berkas ini tidak dikenal di sini.',
    'leaf-same': 'Yang dikunci sama dengan yang tertulis di berkas.',
    'leaf-other': 'Yang dikunci lain dari yang tertulis di berkas: “{what}”.',
    'leaf-unreadable': 'Kunciannya tidak dapat dibaca.',
    'log-in': 'Baris {index} di buku terbuka {log}.',
    'log-in-own-key':
      'Baris {index} di buku terbuka {log}, menurut kunci yang disebut berkas ini sendiri. Bandingkan kunci itu dengan ' +
      'yang diumumkan kantor dan saksi.',
    'log-not-in': 'Kuncian ini tidak ada di buku terbuka pada baris yang disebut.',
    'log-no-proof': 'Tidak ada bukti bahwa kuncian ini tercatat.',
    'log-checkpoint': 'Halaman bertanda tangan dari buku terbuka tidak sah, atau milik buku lain.',
    'key-unreadable': 'Kunci di berkas ini rusak atau tidak ada.',
    'witness-early': '{witness} melihatnya {seconds} detik sebelum angka acak ada.',
    'witness-early-own-key':
      '{witness} melihatnya {seconds} detik sebelum angka acak ada, menurut kunci yang disebut berkas ini sendiri.',
    'witness-late': '{witness} baru melihatnya {seconds} detik sebelum angka acak ada; paling sedikit 60 detik.',
    'witness-none': 'Tidak ada saksi yang menandatangani.',
    'once-only': 'Semua {lines} baris buku terbuka dibaca: tidak ada daftar lain yang dikunci untuk undian ini.',
    'once-unread':
      'Buku terbuka belum dibaca seluruhnya. Siapa yang membaca semuanya melihat apakah ada daftar lain yang dikunci diam-diam.',
    'once-early':
      'Tidak ada daftar lain, tetapi belum ada saksi yang melihat buku terbuka sesudah angka acak ada. Coba lagi nanti.',
    'once-again':
      'Daftar dikunci {count} kali, dan angka acak putaran {round} sudah diketahui sebelum yang terakhir dikunci: ' +
      'pelakunya bisa saja tahu hasil yang pertama. Alasannya tertulis di halaman undian.',
    'once-beside':
      'Baris {index} buku terbuka mengunci daftar undian lain, {draw}, untuk hari dan tempat layanan yang sama. Lihat ' +
      'apakah undian itu diumumkan.',
    'once-other': 'Baris {index} buku terbuka mengunci daftar lain untuk undian ini ({draw}), yang tidak disebut berkas ini.',
    'once-chain': 'Keterangan berkas ini tentang daftar yang dikunci sebelumnya tidak cocok: nomor {count}.',
    'once-log': 'Buku terbuka yang dibaca bukan yang ditandatangani.',
    'list-same': 'Sidik jari daftar sama.',
    'list-order': 'Peserta {entry} tidak pada tempatnya, atau tertulis dua kali.',
    'list-size': 'Dikunci dengan {told} peserta, di berkas ada {found}.',
    'list-root': 'Ada peserta yang diubah: sidik jari daftar lain.',
    'beacon-signed': 'Putaran {round} dari {beacon}, tanda tangannya sah.',
    'beacon-local':
      'Putaran {round} dibuat oleh kantor ini sendiri, bukan sumber angka acak umum. Ini peragaan; tidak membuktikan apa pun.',
    'beacon-chain': 'Keterangan sumber angka acak tidak cocok dengan namanya.',
    'beacon-unknown': 'Sumber angka acak ini tidak dikenal.',
    'beacon-signature': 'Tanda tangan putaran {round} tidak sah.',
    'beacon-randomness': 'Angka acak bukan dari putaran {round}.',
    'seed-same': 'Sama.',
    'seed-other': 'Benih yang tertulis lain dari hasil hitung ulang.',
    'order-same': '{entries} peserta di urutan yang sama.',
    'order-other': 'Peserta {entry} tertulis di urutan {told}; seharusnya {found}.',
    'seats-same': '{seated} peserta mendapat tempat, semuanya sama.',
    'seats-other': 'Peserta {entry} tertulis mendapat {told}; seharusnya {found}.',
    'left-other': 'Sisa tempat {slot} tertulis {told}; seharusnya {found}.',
    'not-drawn': 'Belum diundi.',
  },
  odds: 'Peluang menurut jumlah orang',
  oddsRow: '{people} orang: {seated} dari {entries} mendapat tempat ({percent}%)',
  evenness: 'Apakah urutannya merata?',
  evennessText:
    'Untuk tiap kelompok dihitung berapa yang masuk separuh pertama urutan. Angka p menyebut seberapa sering kebetulan ' +
    'saja menghasilkan perbedaan sebesar ini; di bawah {suspicious, number, ::.000} patut dicurigai.',
  groups: { day: 'hari mendaftar', channel: 'cara mendaftar', size: 'jumlah orang' },
  evennessRow: 'Menurut {group}: p = {p}',
  notEnough: 'Menurut {group}: terlalu sedikit untuk diuji',
  elsewhere: 'Memeriksa dengan alat lain',
  elsewhereText:
    'Perintah pertama menghitung semuanya. Yang kedua hanya memerlukan Python dan openssl, dan dapat dibaca oleh siapa ' +
    'pun; hanya tanda tangan sumber angka acak yang tidak diperiksanya. Keduanya membaca buku terbuka bila diberi alamatnya.',
}
