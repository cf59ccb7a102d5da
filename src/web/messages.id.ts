/** Sentences of the frame and the components. Notes say where a sentence stands. */
export default {
  brand: 'Giliran',
  skip: 'Langsung ke isi',
  /** The switch, in the other language's own words. */
  otherLanguage: 'English',
  demo: {
    label: 'Peragaan',
    title: 'Peragaan.',
    day: 'Lihat hari peragaan',
    text: 'Bukan layanan resmi. Jangan masukkan NIK asli.',
  },
  free: 'Giliran gratis. Biaya paspor tidak dibayar kepada petugas atau perantara.',
  links: {
    help: 'Bantuan',
    howSeatsAreGiven: 'Cara tempat dibagikan',
    privacy: 'Data pribadi Anda',
    reportBrokers: 'Laporkan calo',
    offices: 'Cari kantor',
    find: 'Buka tiket',
  },
  /** The bar of the staff's pages. */
  staff: {
    rooms: 'Ruang kerja',
    room: {
      counter: 'Loket',
      reception: 'Meja depan',
      floor: 'Ruang tunggu',
      schedule: 'Jadwal',
      messages: 'Pesan',
      reports: 'Laporan',
    },
    toDark: 'Gelap',
    toLight: 'Terang',
    signOut: 'Keluar',
  },
  errors: {
    /** Heading of the summary and beginning of the page's title. */
    count: 'Ada {count} isian yang perlu diperbaiki',
  },
  /** Whole name of an office; `place` stands without "Kantor Imigrasi". */
  officeName: 'Kantor Imigrasi {place}',
  change: 'Ubah',
  /** Steps of a booking; `step` counts from 1. */
  steps: {
    position: 'Langkah {step} dari 5',
    '1': 'Kantor',
    '2': 'Siapa yang datang',
    '3': 'Periksa',
    '4': 'Pilih hari',
    '5': 'Pilih jam',
  },
  draft: {
    label: 'Tiket yang sedang Anda isi',
    office: 'Kantor',
    who: 'Siapa',
    day: 'Hari',
    hour: 'Jam',
    notFilled: 'belum diisi',
    notChosen: 'belum dipilih',
  },
  ticket: {
    office: 'Kantor Imigrasi',
    yourHour: 'Jam Anda',
    displacedHour: 'Jam yang ditutup kantor',
    cancelledHour: 'Jam yang dibatalkan',
    pastHour: 'Jam kunjungan yang sudah lewat',
    numberLater: 'Nomor giliran diberikan saat Anda lapor hadir di kantor.',
    displaced: 'Ditutup kantor. Pilih jam lain.',
    cancelled: 'Dibatalkan. Tiket ini tidak berlaku lagi.',
    past: 'Hari kunjungan sudah lewat.',
    code: 'Kode tiket',
    for: 'Untuk',
    services: 'Layanan',
    /** Read out for the square code. */
    qr: 'Kode QR tiket {code}',
    arrive: 'Datang pukul {hour} {zone}. {address}',
  },
  calendar: {
    legend: 'Arti tanda',
    many: 'banyak tempat',
    few: 'sedikit tempat',
    full: 'penuh',
    shut: 'tutup atau libur',
    /** Words inside a cell: short. */
    cell: {
      free: 'banyak',
      few: 'sedikit',
      full: 'penuh',
      closed: 'tutup',
      national: 'libur',
      collectiveLeave: 'cuti',
      unreleased: 'belum',
      past: 'lewat',
      yours: 'Anda',
    },
    /** Read out after the cell's word. */
    hours: '{count} jam kosong',
    range: '{from} sampai {to}',
    closedFor: 'tutup, {reason}',
    closed: 'tutup',
    unreleased: 'belum dibuka.',
    opensAt: 'belum dibuka. Dibuka {when}.',
    asList: 'Lihat sebagai daftar',
    asTable: 'Lihat sebagai kalender',
    list: {
      free: 'banyak tempat',
      few: 'sedikit tempat',
      full: 'penuh',
      unreleased: 'belum dibuka',
      past: 'sudah lewat',
    },
  },
  hours: {
    legend: 'Jam',
    left: 'sisa {count} tempat',
    full: 'penuh',
    justFull: 'baru saja penuh',
    tooFew: 'sisa {left}, perlu {party} tempat',
    past: 'sudah lewat',
    closed: 'tutup, {reason}',
    yours: 'giliran Anda sekarang',
    pause: 'Istirahat {from} sampai {to}',
  },
  /** Pages of errors: what happened, and what to do now. */
  /** Around a refusal's own sentences (platform.problems). */
  problem: {
    about: 'Penolakan ini',
    type: 'Jenis',
    status: 'Kode HTTP',
    retry: 'Coba lagi dalam {minutes} menit.',
    retrySoon: 'Coba lagi dalam satu menit.',
  },
}
