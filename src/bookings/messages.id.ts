import pages from './pages/messages.id.ts'

export default {
  pages,
  errors: {
    slotFull: 'Jam ini baru saja penuh. Pilih jam lain.',
    slotClosed: 'Jam ini ditutup: {reason}. Pilih jam lain.',
    slotPast: 'Waktu untuk mengambil jam ini sudah lewat. Pilih jam lain.',
    slotUnreleased: 'Jam ini belum dibuka. Dibuka {opensAt}.',
    slotByDraw: 'Untuk layanan Anda, tempat pada jam ini dibagikan dengan undian. Ikut undian gratis dan tidak perlu cepat: daftar {opens} sampai {closes}, di halaman kantor atau di meja depan. Yang tersisa bisa diambil langsung mulai {opensAt}.',
    slotUnknown: 'Jam ini tidak ada di kantor yang dipilih. Muat ulang daftar jam, lalu pilih lagi.',
    officeUnknown: 'Kantor ini tidak ada dalam daftar. Pilih kantor dari daftar.',
    officeNotBookable: 'Kantor ini belum memakai Giliran. Tanyakan langsung ke kantor itu, atau pilih kantor lain.',
    personAlreadyBooked:
      'NIK ini sudah memegang giliran. Satu orang satu giliran. Bukan Anda? Bawa KTP asli ke meja depan ' +
        'kantor imigrasi mana pun.',
    proveOrCome:
      'NIK ini didaftarkan di undian tanpa bukti apa pun. Buktikan kontak Anda dengan kode, atau bawa KTP asli ke meja ' +
        'depan kantor imigrasi mana pun: yang terbukti didahulukan.',
    outrankedEnough:
      'Dengan kontak ini pendaftaran lima orang sudah digantikan. Untuk yang lain, bawa KTP asli ke meja depan kantor ' +
        'imigrasi mana pun.',
    coolingOff: 'NIK ini belum bisa dipakai mengambil giliran sampai {until}, karena beberapa kali tidak datang tanpa kabar. Berhalangan? Bawa KTP asli ke meja depan kantor imigrasi mana pun, petugas dapat membukanya.',
    samePersonTwice: 'NIK yang sama diisi dua kali. Setiap orang sekali saja.',
    tooManyMoves:
      'Giliran ini sudah {moves, number} kali diubah, tidak bisa lagi. Batalkan, lalu ambil giliran baru.',
    changeTooLate: 'Ubah dan batal hanya sampai {until}. Hubungi kantor bila berhalangan.',
    beingServed: 'Nomor tiket ini sedang atau sudah dilayani hari ini. Tanyakan ke loket atau meja depan.',
    alreadyCancelled: 'Giliran ini sudah dibatalkan. Ambil giliran baru bila masih perlu.',
    ticketUnknown: 'Tiket tidak ditemukan. Periksa kode tiket dan NIK, keduanya harus cocok.',
    nikNotOfParty: 'NIK ini tidak tercatat di sini. Isi NIK salah satu orang yang tercatat.',
    idempotencyConflict: 'Kunci permintaan ini sudah dipakai untuk isian lain. Pakai kunci baru.',
    workNeeded: 'Banyak permintaan datang dari jaringan ini. Kirim lagi dengan jawaban hitungan, atau dengan kode yang dikirim ke kontak Anda.',
    workRefused: 'Jawaban hitungan ini tidak berlaku: salah, kedaluwarsa, sudah dipakai, atau untuk isian lain.',
    codeRefused: 'Kode ini tidak cocok atau sudah tidak berlaku. Minta kode baru.',
    draftExpired: 'Isian ini sudah dihapus karena lebih dari 60 menit tidak dipakai. Mulai lagi dari kantor.',
    inClosedDraw: 'NIK ini ada di undian yang daftarnya sudah ditutup, tidak ada yang bisa dikeluarkan lagi. Undian dilakukan {when}. Datang lagi dengan KTP sesudahnya: saat itu NIK sudah bebas, atau bisa dilepas.',
    busy: 'Sistem sedang sibuk. Tidak ada yang hilang; coba lagi sebentar.',
    serviceUnknown: 'Layanan ini tidak ada di kantor ini. Pilih layanan dari daftar.',
    serviceNotBookable: 'Layanan ini tanpa giliran: {reason}',
    serviceNotAtSite: 'Layanan ini tidak diberikan di tempat itu. Pilih jam di tempat lain.',
    purposeUnknown: 'Pilih tujuan dari daftar.',
    serviceMissing: 'Pilih layanan.',
    purposeMissing: 'Pilih tujuan.',
    partyTooLarge: 'Satu tiket paling banyak 5 orang.',
    childLeftAlone:
      'Tanpa orang ini, yang tersisa hanya anak-anak tanpa pendamping. Batalkan untuk semuanya, atau datang ke meja depan kantor membawa KTP: petugas membebaskan NIK Anda.',
    childAlone:
      'Anak datang bersama orang dewasa atau pendamping. Tambahkan orang dewasa, atau tandai ada pendamping.',
    slotMissing: 'Pilih satu jam.',
    codeMissing: 'Isi kode tiket, misalnya WSB-7K4-M2PX.',
    codeMalformed: 'Kode tiket terdiri dari 3 huruf kantor dan 7 huruf atau angka. Nomor undian bukan kode. Periksa lagi.',
    codeMistyped: 'Ada huruf yang salah ketik di kode tiket. Cocokkan lagi satu per satu.',
    reasonTooLong: 'Alasan paling panjang 200 huruf.',
    contactLimit: 'Kontak ini sudah dipakai untuk banyak giliran hari ini. Kosongkan kontak atau coba besok.',
  },
  list: {
    two: '{first} dan {second}',
    more: '{first} dan {others, number} orang',
  },
  calendar: {
    title: 'Giliran paspor, {office}',
    alarm: {
      dayBefore: 'Besok: giliran paspor pukul {hour} {zone}',
      sameDay: 'Hari ini: giliran paspor pukul {hour} {zone}',
    },
    displaced: 'Jam ini ditutup kantor: {reason}. Pilih jam lain di halaman tiket. Kode tiket {code}.',
    description: 'Kode tiket {code}. Datang {minutes, number} menit sebelumnya. Bawa dokumen asli.',
  },
}
