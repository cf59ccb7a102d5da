/**
 * What people are refused with, one entry for each type of platform/errors.ts. `title`
 * heads the page, `text` says what happened, `todo` what to do now.
 */
export default {
  'slot-full': {
    title: 'Jam ini sudah penuh',
    text: 'Tempat di jam itu tidak cukup lagi untuk semua orang di tiket. Rombongan selalu datang bersama, jadi tidak dibagi.',
    todo: 'Pilih jam lain, hari lain, atau kantor lain. Anda boleh datang ke kantor mana pun.',
  },
  'slot-closed': {
    title: 'Jam ini tidak bisa dipilih',
    text: 'Kantor tutup pada jam itu, jamnya sudah lewat, atau kantor itu belum memakai Giliran.',
    todo: 'Pilih jam atau hari lain. Alasannya tertulis di kalender.',
  },
  'slot-unreleased': {
    title: 'Hari ini belum dibuka',
    text: 'Tempat di hari itu baru bisa diambil pada saat yang sudah diumumkan, sama untuk semua orang.',
    todo: 'Lihat di bawah kalender kapan dibuka, atau pilih hari yang sudah dibuka.',
  },
  'person-already-booked': {
    title: 'NIK ini sudah memegang giliran',
    text: 'Satu orang hanya memegang satu giliran di seluruh Indonesia. Demi data pribadi, giliran itu tidak ditunjukkan.',
    todo:
      'Bila itu giliran Anda, buka dengan kode tiketnya, lalu ubah atau batalkan. Bila bukan Anda yang memakai NIK ' +
      'ini, datanglah ke meja depan kantor imigrasi dengan KTP asli.',
  },
  'same-person-twice': {
    title: 'Satu NIK tertulis dua kali',
    text: 'Setiap orang di tiket harus punya NIK sendiri, juga anak. NIK anak ada di Kartu Keluarga.',
    todo: 'Perbaiki NIK yang sama, atau hapus orang yang tertulis dua kali.',
  },
  invalid: {
    title: 'Ada isian yang perlu diperbaiki',
    text: 'Satu isian atau lebih kosong atau salah tulis. Tidak ada yang diambil atau diubah.',
    todo: 'Kembali ke isian; yang perlu diperbaiki ditandai di tempatnya.',
  },
  'too-many-moves': {
    title: 'Giliran ini tidak bisa diubah lagi',
    text: 'Jam sebuah giliran boleh diubah beberapa kali saja, agar tempat tidak dipindah-pindah oleh perantara.',
    todo: 'Datanglah pada jam di tiket, atau batalkan tanpa sanksi dan ambil giliran baru.',
  },
  'change-too-late': {
    title: 'Giliran ini tidak bisa diubah lagi',
    text: 'Batas mengubah atau membatalkan sudah lewat, atau giliran ini sudah dibatalkan.',
    todo: 'Bila tidak bisa datang, telepon kantornya. Nomornya ada di halaman kantor.',
  },
  'not-found': {
    title: 'Tidak ditemukan',
    text: 'Halaman, kantor, atau tiket ini tidak ada. Mungkin alamatnya terpotong atau salah tulis.',
    todo: 'Periksa lagi alamat atau kodenya, atau mulai dari halaman depan.',
  },
  'idempotency-conflict': {
    title: 'Permintaan ini berbeda dari yang pertama',
    text: 'Kunci permintaan (Idempotency-Key) sudah dipakai untuk isian yang lain.',
    todo: 'Pakai kunci baru untuk permintaan baru, atau kirim lagi isian yang sama persis.',
  },
  'too-many-requests': {
    title: 'Terlalu banyak percobaan',
    text: 'Dari kode, kontak, atau jaringan ini ada terlalu banyak percobaan dalam waktu singkat. Tempat Anda tidak hilang karena ini.',
    todo: 'Tunggu sebentar, lalu coba lagi.',
  },
  'not-json': {
    title: 'Bentuk kiriman tidak dikenal',
    text: 'API menerima JSON (Content-Type: application/json); halaman menerima isian formulir.',
    todo: 'Kirim lagi dengan jenis isi yang benar.',
  },
  'too-large': {
    title: 'Kiriman terlalu besar',
    text: 'Isian giliran hanya beberapa ratus huruf. Kiriman ini jauh lebih besar, jadi tidak dibaca.',
    todo: 'Kembali ke isian dan kirim lagi dari sana.',
  },
  'bad-request': {
    title: 'Permintaan tidak terbaca',
    text: 'Alamat atau isi permintaan ini rusak di jalan atau salah tulis. Tidak ada yang diambil atau diubah.',
    todo: 'Muat ulang halaman sebelumnya, lalu coba lagi.',
  },
  'method-not-allowed': {
    title: 'Cara membuka ini tidak dikenal',
    text: 'Alamat ini ada, tetapi tidak bisa dipakai dengan cara itu.',
    todo: 'Buka halamannya seperti biasa, atau mulai dari halaman depan.',
  },
  'other-origin': {
    title: 'Isian ini dikirim dari situs lain',
    text: 'Giliran hanya menerima isian dari halamannya sendiri, agar tidak ada situs lain yang mengambil atau membatalkan atas nama Anda.',
    todo: 'Buka halaman Giliran langsung di peramban Anda, lalu isi di sana.',
  },
  'draft-expired': {
    title: 'Isian ini sudah dihapus',
    text: 'Isian yang tidak disentuh selama 60 menit kami hapus, karena berisi NIK. Isian juga dihapus begitu gilirannya diambil.',
    todo: 'Bila giliran sudah Anda ambil, buka tiketnya. Bila belum, mulai lagi; tidak ada tempat yang hilang.',
  },
  unavailable: {
    title: 'Sedang tidak bisa melayani',
    text: 'Server sedang penuh atau disiapkan. Giliran yang sudah tercatat tetap aman.',
    todo: 'Tunggu sebentar, lalu muat ulang halaman ini. Menekan lagi tidak membuat dua giliran.',
  },
  internal: {
    title: 'Ada yang rusak di pihak kami',
    text: 'Kesalahan ini dari kami, bukan dari isian Anda, dan sudah tercatat. Giliran yang sudah tercatat tetap aman.',
    todo: 'Muat ulang halaman ini. Menekan lagi tidak membuat dua giliran. Bila tetap begini, telepon kantor Anda.',
  },
}
