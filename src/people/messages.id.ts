export default {
  nik: {
    missing: 'Isi NIK: 16 angka, ada di KTP atau KK.',
    notDigits: 'NIK hanya angka. Ketik 16 angka, tanpa huruf.',
    tooShort: 'NIK baru {digits} angka. Periksa lagi, kurang {lacking} angka.',
    tooLong: 'NIK {digits} angka, kelebihan {surplus}. Periksa lagi, NIK selalu 16 angka.',
    impossible:
      'Tanggal lahir di NIK ini tidak mungkin. Periksa lagi angka ke-7 sampai ke-12. Bila memang begitu di ' +
        'kartu, centang "Begitu tertulis di kartu".',
  },
  name: {
    missing: 'Isi nama lengkap seperti di KTP atau akta lahir.',
    tooLong: 'Nama paling panjang {most} huruf. Singkat seperti di KTP.',
    notAName: 'Nama hanya huruf, spasi, dan tanda seperti titik, petik, atau hubung. Ketik ulang seperti di KTP.',
  },
  contact: {
    notAPhone: 'Nomor WhatsApp belum benar. Ketik seperti 0812 3456 7890, atau kosongkan.',
    notAnEmail: 'Alamat e-mail belum benar. Ketik seperti nama@contoh.id, atau kosongkan.',
  },
}
