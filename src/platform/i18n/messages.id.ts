export default {
  invalid: 'Ada isian yang perlu diperbaiki.',
}
