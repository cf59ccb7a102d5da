/** What holders of a ticket see of messages, and in a demonstration everybody. */
export default {
  stops: {
    title: 'Pesan tentang tiket ini',
    lead: 'Kabar tentang giliran {when} dikirim lewat yang pertama di bawah ini. Bila tidak bisa, lewat yang berikutnya.',
    to: 'Ke kontak yang berakhir {end}',
    on: 'dikirim',
    off: 'dihentikan',
    stop: 'Hentikan {channel}',
    resume: 'Terima lagi lewat {channel}',
    news: {
      stopped: 'Pesan lewat {channel} sudah dihentikan, juga untuk giliran lain dengan kontak ini.',
      resumed: 'Pesan lewat {channel} dikirim lagi.',
    },
    allOff: 'Semua pesan dihentikan. Giliran Anda tetap berlaku; buka tiket ini sendiri untuk melihat kabarnya.',
    missed: 'Yang tidak Anda terima bila semuanya dihentikan',
    missedList: {
      closed: 'Kabar bahwa jam Anda ditutup kantor, dengan jam lain untuk dipilih.',
      reminder: 'Pengingat sehari sebelumnya dan pagi harinya.',
      called: 'Kabar bahwa nomor Anda segera dipanggil atau sudah dipanggil.',
      changes: 'Catatan bahwa giliran tercatat, diubah, atau dibatalkan.',
    },
    still: 'Semuanya tetap ada di halaman tiket dan di layar kantor.',
    noContact: 'Tiket ini tanpa kontak, jadi tidak ada pesan yang dikirim.',
    noContactHow:
      'Kontak boleh diisi saat mengambil giliran, di langkah "Siapa yang datang", dan boleh dikosongkan. Tanpa kontak ' +
      'pun semuanya berjalan: simpan alamat tiket atau kodenya.',
    noChannel: 'Kantor ini belum mengirim pesan ke kontak seperti di tiket ini.',
    noChannelHow: 'Simpan alamat tiket atau kodenya; semua kabar ada di halaman tiket.',
    demo: 'Dalam peragaan ini tidak ada yang benar-benar dikirim.',
    outbox: 'Lihat pesan yang akan terkirim',
    back: 'Kembali ke tiket',
  },
  outbox: {
    title: 'Pesan yang akan terkirim',
    lead: 'Dalam peragaan tidak ada pesan yang dikirim. Di sini tampil yang akan terkirim, yang terbaru di atas, selama 24 jam.',
    code: 'Kode tiket',
    codeHint: 'Kosongkan untuk melihat semua',
    show: 'Tampilkan',
    none: 'Belum ada pesan. Ambil giliran dengan nomor atau e-mail contoh, lalu lihat lagi di sini.',
    noneOf: 'Belum ada pesan tentang tiket {code}.',
    badCode: 'Kode ini tidak lengkap atau salah ketik. Contohnya WSB-7K4-M2PX.',
    to: 'ke {end}',
    about: 'Tiket {code}',
    all: 'Lihat semua pesan',
    day: 'Hari peragaan',
  },
}
