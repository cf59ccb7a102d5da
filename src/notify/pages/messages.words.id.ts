/** What the model's words are called on screen. */
export default {
  kinds: {
    booked: 'giliran tercatat',
    moved: 'giliran diubah',
    cancelled: 'giliran dibatalkan',
    'reminder-day': 'pengingat sehari sebelumnya',
    'reminder-morning': 'pengingat pagi harinya',
    'called-soon': 'segera dipanggil',
    'come-back': 'sudah dipanggil, diminta kembali',
    closed: 'jam ditutup kantor',
    offer: 'tempat yang kembali',
    drawn: 'hasil undian',
    proof: 'kode untuk memastikan kontak',
    survey: 'pertanyaan setelah dilayani',
  },
  channels: { whatsapp: 'WhatsApp', sms: 'SMS', email: 'e-mail', push: 'pemberitahuan peramban' },
  states: {
    waiting: 'menunggu',
    sent: 'terkirim',
    delivered: 'sampai',
    dropped: 'tidak dikirim',
    dead: 'tidak sampai',
  },
  /** Read on after a count or a state: "tidak dikirim: isinya sudah tidak benar lagi". */
  reasons: {
    overtaken: 'isinya sudah tidak benar lagi',
    over: 'jamnya sudah lewat',
    'no-contact': 'tidak ada kontak yang bisa dicapai kantor ini',
    stopped: 'penerimanya sudah menghentikan pesan',
    'too-many': 'kontak itu sudah mendapat terlalu banyak pesan',
    'quiet-hours': 'jam tenang kantor',
    refused: 'ditolak saluran',
    'not-now': 'saluran sedang tidak menerima, akan dicoba lagi',
    'no-answer': 'saluran tidak menjawab, akan dicoba lagi',
    'worker-died': 'pengiriman terputus, akan dicoba lagi',
    broken: 'pesannya tidak bisa disusun; sebabnya ada di catatan server',
  },
}
