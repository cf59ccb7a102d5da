/**
 * Something that whoever runs Giliran has to see to. Its message is one line that says what
 * is wrong and what to do; the command line prints it without a stack and exits with 1.
 */
export class OperatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OperatorError'
  }
}
