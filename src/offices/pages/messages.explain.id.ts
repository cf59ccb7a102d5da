/** Pages that explain: only what is true now may stand here. */
export default {
  howSeats: {
    title: 'Cara tempat dibagikan',
    intro: 'Siapa lebih dulu menekan "Ambil giliran ini", dia yang mendapat tempat, kecuali di kantor yang mengumumkan undian untuk hari-hari yang peminatnya lama melebihi tempat. Aturannya sama untuk semua orang.',
    rules: 'Aturannya',
    released: 'Diumumkan lebih dulu.',
    releasedText:
      'Tempat dibuka pada hari dan jam yang tertulis di bawah kalender tiap kantor, untuk semua orang ' +
      'sekaligus.',
    onePerPerson: 'Satu orang, satu giliran.',
    onePerPersonText: 'Berlaku di seluruh Indonesia. NIK yang sudah memegang giliran tidak bisa mengambil yang kedua.',
    together: 'Datang bersama atau tidak sama sekali.',
    togetherText: 'Rombongan sampai 5 orang mendapat satu jam yang sama, atau tidak mengambil apa-apa.',
    noHolds: 'Tidak ada tempat yang ditahan.',
    noHoldsText:
      'Tempat menjadi milik Anda saat tombol ditekan, bukan selama mengisi. Jadi tidak ada yang bisa ' +
      'mengosongkan kalender dengan menahan.',
    bound: 'Terikat pada nama.',
    boundText: 'Nama di tiket tidak bisa diganti, jadi giliran tidak bisa dijual.',
    givenBack: 'Yang dibatalkan kembali kepada semua orang.',
    givenBackText: 'Membatalkan tepat waktu tidak dikenai sanksi. Tempatnya muncul lagi di kalender sesudah beberapa lama yang tidak bisa ditebak, jadi tidak bisa dioper kepada pembeli. Pada hari yang diundi, tempat itu turun ke urutan berikutnya; yang terlambat menjadi milik yang datang langsung.',
    noShows: 'Membatalkan tidak pernah dihukum.',
    noShowsText: 'Yang beberapa kali tidak datang tanpa kabar menunggu dulu sebelum bisa mengambil giliran lagi, menurut aturan kantornya. Berhalangan? Petugas meja depan memaafkannya dengan alasan yang tercatat.',
    machines: 'Mesin membayar.',
    machinesText: 'Bila dari satu jaringan diambil ratusan giliran, tiap giliran berikutnya perlu hitungan kecil oleh perangkat, atau kode lewat pesan.',
    traced: 'Selalu ada jejaknya.',
    tracedText:
      'Setiap giliran yang diambil, dipindah, atau dibatalkan meninggalkan catatan yang tidak bisa diubah atau ' +
      'dihapus. ' +
      'Begitu juga bila petugas yang mengambilkan untuk Anda di kantor.',
    draw: 'Bila dibagikan dengan undian',
    drawText:
      'Biasanya tempat diambil langsung. Kantor yang dalam jangka yang disebutkan lebih banyak peminat daripada tempatnya ' +
      'boleh mengumumkan undian untuk hari-hari tertentu, paling sedikit {days} hari sebelum pendaftarannya dibuka. ' +
      'Alasan, angka, dan harinya tertulis di halaman kantor itu.',
    drawPoints: {
      hurry: 'Tidak perlu cepat-cepat: yang mendaftar pertama dan yang terakhir sama peluangnya.',
      free: 'Ikut undian gratis, dari rumah atau di meja depan kantor. Pilih sampai lima hari atau jam yang cocok.',
      order: 'Urutannya dari angka acak umum yang baru ada sesudah daftar dikunci. Siapa pun bisa menghitungnya ulang.',
      told: 'Anda dikabari lewat pesan bila memberi kontak. Bila tidak, lihat halaman pendaftaran Anda, papan pengumuman di kantor, atau tanyakan di meja depan.',
      left: 'Tempat yang tersisa diambil langsung sejak jam yang diumumkan. Yang dilepas pemenang ditawarkan menurut urutan undian.',
    },
    howMany: 'Berapa banyak tempat?',
    howManyText:
      'Tempat dalam satu jendela waktu dihitung dari jumlah loket dan lama pelayanan satu orang. Sebagian ' +
      'disediakan untuk ' +
      'yang didahulukan dan yang datang langsung. Bila hari itu libur, tutup, atau belum dibuka, alasannya ' +
      'tertulis di kalender.',
    notYet: 'Yang tidak hilang dengan aturan',
    notYetText:
      'Di kantor tanpa undian, sambungan yang cepat masih membantu pada saat hari baru dibuka. Karena itu kantor yang lama ' +
      'kekurangan tempat boleh beralih ke undian. Bila penuh, lihat lagi nanti: tempat yang dibatalkan orang lain muncul kapan saja.',
    direct: 'Boleh langsung datang',
  },
  help: {
    title: 'Bantuan',
    lost: 'Kode tiket hilang',
    lostText:
      'Kode ada di alamat yang Anda simpan, di kalender ponsel, di kertas cetakan, atau di pesan yang Anda ' +
      'kirim. Tiket ' +
      'tidak bisa dicari dengan NIK saja, agar orang lain tidak bisa mencari giliran Anda. Bila tetap tidak ' +
      'ketemu, telepon ' +
      'kantornya, atau datang pada hari itu dengan KTP asli.',
    used: 'NIK saya sudah dipakai orang lain',
    usedText:
      'Datanglah ke meja depan kantor imigrasi mana pun dengan KTP asli. Petugas mencocokkan kartu, melepas NIK ' +
      'Anda, lalu ' +
      'mencarikan tempat. Giliran yang memakai NIK itu tidak ditunjukkan, kepada siapa pun.',
    usedSelf: 'Mungkin juga giliran itu milik Anda sendiri, misalnya diambilkan keluarga. Buka dengan kode tiketnya.',
    inMyName: 'Ada yang mengambil giliran atas nama saya',
    inMyNameText: 'Misalnya biro perjalanan atau kenalan. Minta kode tiketnya, buka tiketnya dengan NIK Anda sendiri, lalu pilih "Keluar dari tiket ini": yang lain tetap datang, dan yang memasukkan Anda tidak dapat mencegah atau mengembalikannya. Tanpa kode tiket, bawa KTP asli ke meja depan kantor imigrasi mana pun. Lewat situs tidak ada yang bisa mencari tahu apakah suatu NIK memegang giliran.',
    draw: 'Kantor saya memakai undian',
    drawText:
      'Buka halaman kantornya, lalu pilih "Ikut undian". Gratis, dan tidak perlu cepat: semua yang mendaftar sampai daftar ditutup ' +
      'diundi bersama. Tanpa ponsel, daftarlah di meja depan. Hasilnya dikirim lewat pesan bila Anda memberi kontak; ' +
      'tanpa kontak, cocokkan kode pendaftaran Anda di papan pengumuman kantor, atau buka dengan kode dan NIK. Tidak dapat tempat? ' +
      'NIK Anda bebas lagi, dan Anda tetap di daftar tunggu.',
    change: 'Ubah atau batalkan',
    changeText:
      'Buka tiket, lalu pilih "Ubah hari atau jam" atau "Batalkan giliran". Batas waktunya tertulis di tiket. ' +
      'Tanpa sanksi. ' +
      'Ditanya NIK salah satu orang di tiket.',
    child: 'Giliran untuk anak',
    childText: 'Anak juga perlu satu tempat dan NIK sendiri; NIK anak ada di Kartu Keluarga. Anak harus didampingi.',
    noPhone: 'Tanpa ponsel atau internet',
    noPhoneText:
      'Datanglah ke kantor; petugas bisa mengambilkan giliran untuk Anda, dengan aturan yang sama. Tiketnya ' +
      'dicetak.',
    late: 'Halaman berhenti atau jaringan putus',
    lateText: 'Tekan lagi saja. Menekan dua kali tidak membuat dua giliran: yang kedua menunjukkan tiket yang sama.',
    fee: 'Ditagih uang',
    feeText: 'Mengambil giliran tidak dipungut biaya. Bila ada yang meminta uang, laporkan.',
    report: 'Laporkan calo',
    privacy: 'Data pribadi Anda',
    openTicket: 'Buka tiket',
  },
  privacy: {
    title: 'Data pribadi Anda',
    intro: 'Kami meminta sesedikit mungkin, dan menyimpannya terenkripsi.',
    what: 'Yang disimpan',
    whatList: {
      people:
        'Nama dan NIK tiap orang, layanan, dan tujuannya: agar berkas bisa diperiksa dan satu orang hanya ' +
        'memegang satu giliran.',
      companion: 'Nama pendamping, bila Anda isi.',
      contact: 'Nomor WhatsApp atau e-mail, bila Anda isi: untuk mengirim kabar tentang tiket ini saja. Kabarnya bisa dihentikan dari halaman tiket; untuk itu disimpan sidik acak kontaknya.',
      network:
        'Sidik acak alamat jaringan, sebentar saja: untuk membatasi percobaan yang terlalu banyak. Alamatnya ' +
        'sendiri tidak disimpan.',
    },
    draw: 'Bila Anda ikut undian',
    drawText:
      'Daftar undian terbuka untuk umum supaya bisa dihitung ulang. Isinya nomor undian, berapa orang, pilihan hari, hari dan ' +
      'cara mendaftar, sudah terbukti atau belum, nomor urut, dan tempat yang didapat. Nama dan NIK tidak ada di dalamnya. ' +
      'Pendaftarannya sendiri disimpan terenkripsi.',
    who: 'Siapa yang melihat',
    whoText:
      'Petugas kantor yang Anda pilih, dan siapa pun yang memegang alamat atau kode tiket bersama NIK. Layar ' +
      'antrean tidak ' +
      'menunjukkan nama atau NIK. Kode QR hanya berisi kode tiket dan jamnya.',
    howLong: 'Berapa lama',
    erasedText:
      'Pendaftaran undian yang tidak menjadi giliran: nama, NIK dan kontaknya dihapus {entriesDays, number} hari setelah ' +
      'hari-hari undian itu; yang diperlukan daftar umum, tanpa nama, tetap ada. Isi dan kontak laporan calo dihapus ' +
      'setelah {reportsDays, number} hari.',
    howLongText:
      'Isian yang belum menjadi giliran dihapus setelah 60 menit tidak disentuh, dan segera setelah gilirannya ' +
      'diambil. ' +
      'NIK bebas lagi setelah hari kunjungan. Giliran yang lampau masih disimpan terenkripsi; penghapusan ' +
      'otomatis belum ada.',
    not: 'Yang tidak kami lakukan',
    notText:
      'Tidak ada cookie, iklan, pelacak, atau kiriman ke pihak lain. NIK, nama, dan alamat tiket tidak masuk ' +
      'catatan server.',
    rights: 'Hak Anda',
    rightsText:
      'Menurut UU 27/2022 tentang Pelindungan Data Pribadi, Anda boleh meminta melihat, memperbaiki, atau membatasi ' +
      'pemakaian data Anda. Sampaikan ke kantor yang Anda pilih, dengan KTP asli.',
  },
}
