/** The button that has a browser told of a turn. */
export default {
  on: 'Kabari di ponsel ini',
  off: 'Jangan kabari di ponsel ini',
  isOn: 'Ponsel ini akan dikabari.',
  isOff: 'Kabar muncul di layar, juga bila halaman ini ditutup.',
  blocked: 'Pemberitahuan dari situs ini diblokir. Izinkan di pengaturan peramban, lalu tekan lagi.',
  failed: 'Belum berhasil. Coba lagi sebentar.',
  notAService: 'Alamat ini bukan layanan kabar peramban yang kami kenal. Pakai peramban lain.',
  keysMalformed: 'Kunci ini tidak bisa dipakai. Kirim langganan seperti yang diberikan peramban.',
}
